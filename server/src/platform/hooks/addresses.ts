import { BlockList, isIP } from 'node:net';

/** Addresses that are not for the world: of this machine, of a house, of documentation, of tunnels into them. */
const PRIVATE = { 4: new BlockList(), 6: new BlockList() };
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE[4].addSubnet(net, prefix, 'ipv4');
// Of the sixth version only what is handed out to the world (2000::/3) is public, but for documentation and tunnels.
for (const [net, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  PRIVATE[6].addSubnet(net, prefix, 'ipv6');

/** Whether an IP address is not one of the open network. What is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return true;
  return version === 4 ? PRIVATE[4].check(address, 'ipv4') : PRIVATE[6].check(address, 'ipv6');
}
