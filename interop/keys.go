package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
)

// domains are the origins and rpIds that a body allows for passkeys (chapter 3.4).
type domains struct{ rpIds, origins []string }

// keyID names a key (chapter 1.4).
func keyID(key object) string {
	if str(key, "alg") == "openpgp" {
		return str(obj(key, "blob"), "sha256")
	}
	return hashHex([]byte(str(key, "alg") + ":" + str(key, "key")))
}

// verifySignature answers whether a signature over a preimage is good (chapters 1.4 and 3.4).
func verifySignature(key, sig object, signed []byte, allowed domains, blobs map[string][]byte) bool {
	value, err := unbase64url(str(sig, "value"))
	if err != nil || str(sig, "alg") != str(key, "alg") {
		return false
	}
	evidence, hasEvidence := sig["webauthn"].(object)
	if key["passkey"] == true {
		message, ok := assertion(evidence, signed, allowed)
		return hasEvidence && ok && verifyRaw(key, message, value, blobs)
	}
	return !hasEvidence && verifyRaw(key, signed, value, blobs)
}

// assertion checks the evidence of a passkey and gives what the passkey signed.
func assertion(evidence object, signed []byte, allowed domains) ([]byte, bool) {
	data, err1 := unbase64url(str(evidence, "authenticatorData"))
	client, err2 := unbase64url(str(evidence, "clientDataJSON"))
	if err1 != nil || err2 != nil || len(data) < 37 {
		return nil, false
	}
	var said map[string]any
	if json.Unmarshal(client, &said) != nil {
		return nil, false
	}
	challenge := sha256.Sum256(signed)
	crossed, claims := said["crossOrigin"]
	good := said["type"] == "webauthn.get" &&
		said["challenge"] == base64.RawURLEncoding.EncodeToString(challenge[:]) &&
		contains(allowed.origins, str(said, "origin")) &&
		(!claims || crossed == false) &&
		data[32]&5 == 5 && isRelyingParty(data[:32], allowed.rpIds)
	clientHash := sha256.Sum256(client)
	return append(append([]byte{}, data...), clientHash[:]...), good
}

func isRelyingParty(hash []byte, rpIds []string) bool {
	for _, id := range rpIds {
		if sum := sha256.Sum256([]byte(id)); bytes.Equal(sum[:], hash) {
			return true
		}
	}
	return false
}

func contains(list []string, text string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}

func verifyRaw(key object, message, signature []byte, blobs map[string][]byte) bool {
	if str(key, "alg") == "openpgp" {
		blob := obj(key, "blob")
		return verifyOpenPGP(blobs[str(blob, "sha256")], str(key, "fingerprint"), message, signature)
	}
	public, err := unbase64url(str(key, "key"))
	if err != nil {
		return false
	}
	switch str(key, "alg") {
	case "ed25519":
		return isEd25519Key(public) && ed25519.Verify(public, message, signature)
	case "p256":
		return verifyP256(public, message, signature)
	case "rs256":
		return verifyRS256(public, message, signature)
	}
	return false
}

// The y of the points of small order, least significant byte first, without the sign (chapter 1.4).
var smallOrder = []string{
	"0100000000000000000000000000000000000000000000000000000000000000",
	"0000000000000000000000000000000000000000000000000000000000000000",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
}

func isEd25519Key(key []byte) bool {
	if len(key) != 32 {
		return false
	}
	y := append([]byte{}, key...)
	y[31] &= 0x7f
	if contains(smallOrder, hex.EncodeToString(y)) {
		return false
	}
	for i, j := 0, 31; i < j; i, j = i+1, j-1 {
		y[i], y[j] = y[j], y[i]
	}
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 255), big.NewInt(19))
	return new(big.Int).SetBytes(y).Cmp(p) < 0
}

func verifyP256(key, message, signature []byte) bool {
	if len(key) != 65 || key[0] != 4 {
		return false
	}
	curve := elliptic.P256()
	x, y := new(big.Int).SetBytes(key[1:33]), new(big.Int).SetBytes(key[33:])
	var rs struct{ R, S *big.Int }
	rest, err := asn1.Unmarshal(signature, &rs)
	if err != nil || len(rest) > 0 || !curve.IsOnCurve(x, y) {
		return false
	}
	again, err := asn1.Marshal(rs)
	if err != nil || !bytes.Equal(again, signature) {
		return false
	}
	digest := sha256.Sum256(message)
	return ecdsa.Verify(&ecdsa.PublicKey{Curve: curve, X: x, Y: y}, digest[:], rs.R, rs.S)
}

func verifyRS256(key, message, signature []byte) bool {
	parsed, err := x509.ParsePKIXPublicKey(key)
	public, ok := parsed.(*rsa.PublicKey)
	if err != nil || !ok || public.E != 65537 || public.N.BitLen() < 2048 || public.N.BitLen() > 4096 {
		return false
	}
	digest := sha256.Sum256(message)
	return rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature) == nil
}
