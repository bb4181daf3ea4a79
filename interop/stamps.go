package main

// effectiveTime is when an act came, for rules that ask whether it came in time (chapter 4.4). A stamp that a mirror of
// the rules did not make is a fault; one of any other mirror is passed over.
func (r *replay) effectiveTime(id, received string, stamps []any) (string, error) {
	came := received
	for _, item := range stamps {
		stamp, _ := item.(object)
		name, at, sig := str(stamp, "mirror"), str(stamp, "at"), obj(stamp, "sig")
		key := r.mirrors[name]
		if key == nil {
			continue
		}
		statement := object{"v": 1, "body": r.body, "act": id, "mirror": name, "at": at}
		_, session := sig["session"]
		if session || instant(at).IsZero() || !verifySignature(key, sig, preimage("stamp", statement), r.allowed(), r.blobs) {
			return "", fault("bad-stamp")
		}
		if at < came {
			came = at
		}
	}
	return came, nil
}
