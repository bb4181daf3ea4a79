package main

import (
	"crypto/ed25519"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
)

// One packet of OpenPGP: its tag and its body.
type packet struct {
	tag  byte
	body []byte
}

// nextPacket reads a packet in either format of header; nil where there is none. Partial lengths are refused.
func nextPacket(data []byte) (*packet, []byte) {
	if len(data) < 2 || data[0]&0x80 == 0 {
		return nil, nil
	}
	tag, length, start := data[0]&0x3f, 0, 0
	first := int(data[1])
	switch {
	case data[0]&0x40 == 0: // the old format
		size := 1 << (data[0] & 3)
		tag = data[0] >> 2 & 0xf
		if size == 8 || len(data) < 1+size {
			return nil, nil
		}
		for _, b := range data[1 : 1+size] {
			length = length<<8 | int(b)
		}
		start = 1 + size
	case first < 192:
		length, start = first, 2
	case first < 224 && len(data) > 2:
		length, start = (first-192)<<8+int(data[2])+192, 3
	case first == 255 && len(data) > 5:
		length, start = int(binary.BigEndian.Uint32(data[2:6])), 6
	default:
		return nil, nil
	}
	if length < 0 || len(data)-start < length {
		return nil, nil
	}
	return &packet{tag, data[start : start+length]}, data[start+length:]
}

var ed25519OID = []byte{9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 0x0f, 1}

// verifyOpenPGP checks a detached binary signature, version 4, of the primary key: Ed25519 as gpg has long made it.
// Other algorithms are refused: chapter 1.4 lets a verifier lack one, never pass over it.
func verifyOpenPGP(key []byte, fingerprint string, message, signature []byte) bool {
	primary, _ := nextPacket(key)
	sig, rest := nextPacket(signature)
	if primary == nil || sig == nil || primary.tag != 6 || sig.tag != 2 || len(rest) > 0 {
		return false
	}
	length := []byte{0x99, byte(len(primary.body) >> 8), byte(len(primary.body))}
	name := sha1.Sum(append(length, primary.body...))
	public := ed25519Of(primary.body)
	if hex.EncodeToString(name[:]) != fingerprint || public == nil || !isEd25519Key(public) {
		return false
	}
	return verifyPacket(public, sig.body, message)
}

func ed25519Of(body []byte) []byte {
	at := 6 + len(ed25519OID)
	if len(body) != at+35 || body[0] != 4 || body[5] != 22 || string(body[6:at]) != string(ed25519OID) || body[at+2] != 0x40 {
		return nil
	}
	return body[at+3:]
}

func verifyPacket(public, body, message []byte) bool {
	if len(body) < 6 || body[0] != 4 || body[1] != 0 || body[2] != 22 {
		return false
	}
	hashed := 6 + int(binary.BigEndian.Uint16(body[4:6]))
	if len(body) < hashed+2 {
		return false
	}
	unhashed := hashed + 2 + int(binary.BigEndian.Uint16(body[hashed:hashed+2]))
	if len(body) < unhashed+2 {
		return false
	}
	trailer := binary.BigEndian.AppendUint32([]byte{4, 0xff}, uint32(hashed))
	digest := digestOf(body[3], append(append(append([]byte{}, message...), body[:hashed]...), trailer...))
	r, rest := integer(body[unhashed+2:])
	s, rest := integer(rest)
	if digest == nil || r == nil || s == nil || len(rest) > 0 || string(digest[:2]) != string(body[unhashed:unhashed+2]) {
		return false
	}
	return ed25519.Verify(public, digest, append(r, s...))
}

func digestOf(algorithm byte, data []byte) []byte {
	switch algorithm {
	case 8:
		sum := sha256.Sum256(data)
		return sum[:]
	case 10:
		sum := sha512.Sum512(data)
		return sum[:]
	}
	return nil
}

// integer reads a number of at most 32 bytes and pads it to 32.
func integer(data []byte) ([]byte, []byte) {
	if len(data) < 2 {
		return nil, nil
	}
	length := (int(binary.BigEndian.Uint16(data)) + 7) / 8
	if length > 32 || len(data) < 2+length {
		return nil, nil
	}
	return append(make([]byte, 32-length), data[2:2+length]...), data[2+length:]
}
