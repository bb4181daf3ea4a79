import { startHouse, startBare, makeFolder, removeFolder } from './processes.ts';
import { seatOfficers } from './members.ts';
import { openOffices } from './offices.ts';
import { Traffic } from './traffic.ts';
import { load } from '../load.ts';
const folder=await makeFolder(); const house=await startHouse(folder); 
try{
const body=await seatOfficers(house);
await openOffices(body,1); 
const traffic=await Traffic.begin(body,400);
const bare=await startBare(house);
const dec=(b:Uint8Array)=>/"type":"([a-z.-]+)"/.exec(new TextDecoder().decode(b))![1]!;
for (let i=0;i<2;i++) for (const c of [1,16]){ const acts=await traffic.make(1000);
 for (const k of ['exchange.sent','exchange.acknowledged','directory.contact-amended','documents.issued']) { const r=await traffic.send(acts.filter(a=>dec(a)===k),c); console.log(c,k,r.perSecond.toFixed(0),r.p50.toFixed(1)); }
 const mixed=await traffic.make(1000); const m=await traffic.send(mixed,c); console.log(c,'mixed',m.perSecond.toFixed(0));
 const r=await load({url:bare.url+'/row',connections:c,bodies:acts}); console.log(c,'bare',r.perSecond.toFixed(0),r.failed);
}
await bare.stop();
await traffic.end();
} finally { await house.stop(); await removeFolder(folder); }
