/** Generated from server/openapi.json by tools/client.ts. Do not edit. */

export interface paths {
    "/api/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries of the record, newest first
         * @description Narrowed by stream, type, what they concern, words and days. A restricted entry is found by what is public of it, or by those it is open to.
         */
        get: {
            parameters: {
                query?: {
                    stream?: string;
                    type?: string;
                    /** @description Entries that concern this participant */
                    participant?: string;
                    /** @description Entries that concern this subject: body, contact/con_…, person/per_…, document/doc_…, procedure/pro_…, act/… */
                    about?: string;
                    /** @description Words, the number of an entry, or the beginning of an act id */
                    q?: string;
                    /** @description Received on this day (UTC) or later */
                    from?: string;
                    /** @description Received on this day (UTC) or earlier */
                    until?: string;
                    /** @description Also count them */
                    count?: "true";
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                index: number;
                                /** @description 64 lower-case hex digits */
                                act: string;
                                type: string;
                                stream: string;
                                number: number;
                                /** @enum {string} */
                                tier: "public" | "restricted";
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                /** @description The act, where it is public or open to you */
                                content?: {
                                    [key: string]: unknown;
                                };
                                /** @description What a restricted entry shows to everybody: never who */
                                disclosed?: {
                                    [key: string]: unknown;
                                };
                                /** @description A signature with its evidence */
                                sig?: {
                                    alg: string;
                                    value: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /**
                                 * @description Its State challenged it
                                 * @enum {boolean}
                                 */
                                challenged?: true;
                                /**
                                 * @description It waits for other administrators of its State
                                 * @enum {boolean}
                                 */
                                waiting?: true;
                            }[];
                            /** @description Give it as `before` for the next page */
                            next?: number;
                            /** @description How many there are, counted up to 10000, where it was asked for */
                            count?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /**
         * Place a signed act on the record
         * @description The body is canonical JSON: { act, sig, salt?, openings?, stamps? }. The act carries its own authority; no session is needed. The same act again answers with the same receipt.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        act: unknown;
                        sig: {
                            /** @enum {string} */
                            alg: "ed25519" | "p256" | "rs256" | "openpgp";
                            value: string;
                            session?: string;
                            webauthn?: {
                                authenticatorData: string;
                                clientDataJSON: string;
                            };
                        };
                        salt?: string;
                        openings?: {
                            subject: string;
                            path: string;
                            salt: string;
                            value: unknown;
                        }[];
                        stamps?: {
                            mirror: string;
                            at: string;
                            sig: {
                                /** @enum {string} */
                                alg: "ed25519" | "p256" | "rs256" | "openpgp";
                                value: string;
                                session?: string;
                                webauthn?: {
                                    authenticatorData: string;
                                    clientDataJSON: string;
                                };
                            };
                        }[];
                        pad?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The id of the act */
                            act: string;
                            /** @description Its place on the record */
                            index: number;
                            /** @description RFC 3339, UTC, three decimals */
                            received: string;
                            /** @description RFC 6962 hash of its leaf */
                            leaf: string;
                            promise: {
                                statement: {
                                    /** @enum {number} */
                                    v: 1;
                                    /** @description 64 lower-case hex digits */
                                    body: string;
                                    /** @description 64 lower-case hex digits */
                                    act: string;
                                    index: number;
                                    /** @description RFC 3339, UTC, three decimals */
                                    by: string;
                                };
                                /** @description A signature with its evidence */
                                sig: {
                                    alg: string;
                                    value: string;
                                } & {
                                    [key: string]: unknown;
                                };
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/acts/{act}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One act: its place, its receipt, whether it is published */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 64 lower-case hex digits */
                    act: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            receipt: {
                                /** @description The id of the act */
                                act: string;
                                /** @description Its place on the record */
                                index: number;
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                /** @description RFC 6962 hash of its leaf */
                                leaf: string;
                                promise: {
                                    statement: {
                                        /** @enum {number} */
                                        v: 1;
                                        /** @description 64 lower-case hex digits */
                                        body: string;
                                        /** @description 64 lower-case hex digits */
                                        act: string;
                                        index: number;
                                        /** @description RFC 3339, UTC, three decimals */
                                        by: string;
                                    };
                                    /** @description A signature with its evidence */
                                    sig: {
                                        alg: string;
                                        value: string;
                                    } & {
                                        [key: string]: unknown;
                                    };
                                };
                            };
                            entry: {
                                index: number;
                                /** @description 64 lower-case hex digits */
                                act: string;
                                type: string;
                                stream: string;
                                number: number;
                                /** @enum {string} */
                                tier: "public" | "restricted";
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                /** @description The act, where it is public or open to you */
                                content?: {
                                    [key: string]: unknown;
                                };
                                /** @description What a restricted entry shows to everybody: never who */
                                disclosed?: {
                                    [key: string]: unknown;
                                };
                                /** @description A signature with its evidence */
                                sig?: {
                                    alg: string;
                                    value: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /**
                                 * @description Its State challenged it
                                 * @enum {boolean}
                                 */
                                challenged?: true;
                                /**
                                 * @description It waits for other administrators of its State
                                 * @enum {boolean}
                                 */
                                waiting?: true;
                            };
                            /** @description Size of the newest checkpoint that covers it */
                            published?: number;
                            /** @description Its State challenged it: a mark, which undoes nothing */
                            challenged?: {
                                /** @description The act that challenges it */
                                act: string;
                                /** @enum {string} */
                                reason: "not-ours" | "not-as-shown";
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/acts/{act}/grounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an act rests on: the key that signed, the acts that certified it, the rule, whether it is in effect */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 64 lower-case hex digits */
                    act: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The rule that allows it */
                            rule: string;
                            signer: {
                                /** @description The registered key that signed, or that certified the session */
                                key?: {
                                    /** @description The id of the key */
                                    key: string;
                                    /** @enum {string} */
                                    kind: "host" | "root" | "file" | "passkey" | "openpgp";
                                    alg: string;
                                };
                                /** @description Where a session key signed: until when the registered key let it */
                                session?: {
                                    /** @description 64 lower-case hex digits */
                                    certificate: string;
                                    /** @description 64 lower-case hex digits */
                                    key: string;
                                    /** @description RFC 3339, UTC, three decimals */
                                    from: string;
                                    /** @description RFC 3339, UTC, three decimals */
                                    until: string;
                                };
                            };
                            /** @description The acts on which the key rests, up to the root of its State and how that came to be */
                            certified: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                index: number;
                                type: string;
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                by: {
                                    participant?: string;
                                    person?: string;
                                    host?: string;
                                };
                                /** @description How an invitation says that the participant was identified */
                                channel?: string;
                                /** @description SHA-256 of the note verbale of an invitation */
                                note?: string;
                            }[];
                            standing: {
                                /** @enum {string} */
                                state: "in-effect" | "waiting" | "lapsed";
                                confirmedBy: string[];
                                /** @description How many administrators act together, the maker among them */
                                needed?: number;
                                /** @description How long it waits, or waited */
                                until?: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/acts/{act}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proof that the act is in a checkpoint (c2sp.org/tlog-proof@v1)
         * @description In the newest checkpoint that meets the policy of this host, where there is one; else in the newest.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 64 lower-case hex digits */
                    act: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/acts/{act}/leaf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The entry of an act as the log has it: the bytes that its proof is about
         * @description Canonical JSON. A restricted entry shows its commitment, never the act.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 64 lower-case hex digits */
                    act: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/octet-stream */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole record as one signed archive
         * @description With a session it holds the openings that your State may have; without, the public record.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/x-tar */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/blobs/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file by its SHA-256
         * @description Files that public entries name are public, or until the end of an embargo open to participants; ciphertexts are open to the parties of the message.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/octet-stream */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Put a file under its SHA-256, before the act that names it (application/octet-stream, 25 MB) */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A session certificate by its hash
         * @description One that a public act names is public; others are open to the parties of the acts.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/json, canonical */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What opens restricted entries and fields to your State, in the order of the record */
        get: {
            parameters: {
                query?: {
                    from?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Entries below this were looked at: give it as `from` for what follows */
                            to: number;
                            /** @description What opens restricted entries to you, in their order */
                            openings: {
                                index: number;
                                salt: string;
                                act: {
                                    [key: string]: unknown;
                                };
                                /** @description A signature with its evidence */
                                sig: {
                                    alg: string;
                                    value: string;
                                } & {
                                    [key: string]: unknown;
                                };
                            }[];
                            /** @description Openings of fields that you may have, as canonical JSON */
                            fields: {
                                index: number;
                                opened: string;
                            }[];
                            /** @description How many restricted entries before the newest epoch, entry `index`, are owed to you, and the salt of it */
                            count?: {
                                index: number;
                                salt: string;
                                count: number;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/witnesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The witnesses of the log that this host asks, and what each has seen
         * @description Which witnesses you rely on, and how many, is for your own policy to say.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            quorum?: {
                                /** @description How few witnesses meet the quorum */
                                least: number;
                                /** @description How many stand behind it */
                                of: number;
                                /** @description More than two thirds are needed */
                                excludesSplitViews: boolean;
                            };
                            /** @description The newest checkpoint that meets the quorum, and the time as of which it does */
                            fresh?: {
                                size: number;
                                /** @description RFC 3339, UTC, three decimals */
                                at: string;
                            };
                            witnesses: {
                                name: string;
                                /** @description Its verifier key (type 04) */
                                key: string;
                                url?: string;
                                /** @description Of the checkpoint that it cosigned last */
                                size?: number;
                                /** @description When it did, by its own clock */
                                at?: string;
                                /** @description It has not cosigned for 90 minutes */
                                late: boolean;
                            }[];
                            /** @description Why this host signs no checkpoint at present */
                            stopped?: {
                                code: string;
                                detail: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed checkpoint, with its cosignatures */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tile/entries/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bundle of 256 entries, or the beginning of one (gzip) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    "*": string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tile/{level}/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tile of 256 hashes, or the beginning of one */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    level: string;
                    "*": string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dossiers/streams/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dossier about a stream, for example document/doc_…
         * @description Every entry of one stream, what is needed to judge it, and the proof that it is in the log: for a reader offline.
         */
        get: {
            parameters: {
                query?: {
                    /** @description html: one page that verifies itself */
                    format?: "zip" | "html";
                    /** @description yes: with the fields that your State may open; without a session none */
                    opened?: "yes" | "no";
                };
                header?: never;
                path: {
                    "*": string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/zip, or text/html */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dossiers/acts/{act}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dossier about an act, with its whole stream
         * @description Every entry of one stream, what is needed to judge it, and the proof that it is in the log: for a reader offline.
         */
        get: {
            parameters: {
                query?: {
                    /** @description html: one page that verifies itself */
                    format?: "zip" | "html";
                    /** @description yes: with the fields that your State may open; without a session none */
                    opened?: "yes" | "no";
                };
                header?: never;
                path: {
                    /** @description 64 lower-case hex digits */
                    act: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/zip, or text/html */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries as they happen (server-sent events)
         * @description The id of an event is the index of its entry; send Last-Event-ID to hear what came since. With a session restricted entries of your State are included.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description text/event-stream */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The participants, in the order of the founding list */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            participants: {
                                id: string;
                                /** @enum {string} */
                                kind: "state" | "observer" | "secretariat";
                                /** @description By language */
                                names: {
                                    [key: string]: string;
                                };
                                /** @description Whether its root is enrolled */
                                seated: boolean;
                                /** @description 64 lower-case hex digits */
                                root?: string;
                                administrators: number;
                                /** @description How many administrators act together */
                                threshold: number;
                                /** @description Whether it confirmed the founding */
                                confirmed: boolean;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/participants/{participant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The house of a participant: people by id, keys, authorities, acts that wait
         * @description Names of people are shown to their own State only.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    participant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @enum {string} */
                            kind: "state" | "observer" | "secretariat";
                            /** @description By language */
                            names: {
                                [key: string]: string;
                            };
                            /** @description Whether its root is enrolled */
                            seated: boolean;
                            /** @description 64 lower-case hex digits */
                            root?: string;
                            administrators: number;
                            /** @description How many administrators act together */
                            threshold: number;
                            /** @description Whether it confirmed the founding */
                            confirmed: boolean;
                            invitation?: {
                                /** @description RFC 3339, UTC, three decimals */
                                expires: string;
                            };
                            people: {
                                person: string;
                                /** @description Only to its own State */
                                name?: string;
                                administrator: boolean;
                                authorities: string[];
                                keys: {
                                    /** @description 64 lower-case hex digits */
                                    key: string;
                                    alg: string;
                                    passkey: boolean;
                                    /** @description base64url; absent for OpenPGP, where the key is a blob */
                                    publicKey?: string;
                                }[];
                                removed: boolean;
                            }[];
                            pending: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                type: string;
                                /** @description RFC 3339, UTC, three decimals */
                                since: string;
                                confirmedBy: string[];
                            }[];
                            /** @description Notices that were neither used nor cancelled */
                            notices: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                /** @description `root`, or the administrator whose keys are to be replaced */
                                of: string;
                                /** @description RFC 3339, UTC, three decimals */
                                since: string;
                                /** @description When it may be used */
                                from: string;
                                /** @description RFC 3339, UTC, three decimals */
                                expires: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am here, and what I may do */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            participant: string;
                            person?: string;
                            administrator: boolean;
                            authorities: string[];
                            /** @description Contacts on whose roster this person stands */
                            contacts: string[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules in force, with their numbers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            engine: number;
                            rules: {
                                rule: string;
                                number: string;
                                /** @description By language */
                                title: {
                                    [key: string]: string;
                                };
                            }[];
                            numbers: {
                                [key: string]: number;
                            };
                            /** @description Mirrors whose stamps count as time of receipt */
                            mirrors: {
                                mirror: string;
                                key: {
                                    /** @enum {string} */
                                    alg: "ed25519";
                                    key: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a reading session with a certificate
         * @description The body is { certificate, request: { v, certificate, at, nonce }, sig }: the request names the certificate by hash and is signed by the session key under comity/session/v1.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            /** @description RFC 3339, UTC, three decimals */
                            expires: string;
                            /** @description 64 lower-case hex digits */
                            certificate: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** End this reading session */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keybox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this person keeps for other devices: ciphertext */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description docs/spec/07-keeping.md */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Nothing is kept */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Keep a key box: the one before is replaced */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description docs/spec/07-keeping.md */
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Forget what this person keeps here */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Points of contact, filtered
         * @description Without a session only fields that States made public are open. Answers 304 to a current ETag.
         */
        get: {
            parameters: {
                query?: {
                    participant?: string;
                    class?: "diplomatic" | "technical";
                    /** @description An operational language of the contact */
                    language?: string;
                    /** @description Whether the State has signed it */
                    signed?: "true" | "false";
                    /** @description Words in the fields that you may read */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Entries on the record when this was read */
                            size: number;
                            contacts: {
                                contact: string;
                                participant: string;
                                /** @enum {string} */
                                class: "diplomatic" | "technical";
                                /** @description False while it stands only on a note verbale */
                                signed: boolean;
                                /** @description Number of the note verbale it was entered from */
                                note?: string;
                                /** @description The fields that you may read */
                                fields: {
                                    [key: string]: string | string[];
                                };
                                /** @description Fields that exist and are not open to you */
                                closed: ("alone" | "alternate" | "emails" | "hours" | "institution" | "languages" | "messenger" | "name" | "role" | "telephones" | "timeZone" | "unit")[];
                                /** @description People on duty, by id */
                                roster: string[];
                                key?: {
                                    fingerprint: string;
                                    /** @description The transferable public key: /api/blobs/{sha256} */
                                    blob: string;
                                    hybrid?: {
                                        /** @description The age hybrid recipient, as text: /api/blobs/{sha256} */
                                        blob: string;
                                        /** @description Whether the State takes no message without a post-quantum seal */
                                        demanded: boolean;
                                    };
                                    expires?: string;
                                    /** @description The act that certified it */
                                    since: string;
                                };
                                /** @description The recovery key of its State: every message to this contact or by it is sealed to it too */
                                recovery?: {
                                    fingerprint: string;
                                    /** @description The transferable public key: /api/blobs/{sha256} */
                                    blob: string;
                                    hybrid?: {
                                        /** @description The age hybrid recipient, as text: /api/blobs/{sha256} */
                                        blob: string;
                                        /** @description Whether the State takes no message without a post-quantum seal */
                                        demanded: boolean;
                                    };
                                    expires?: string;
                                    /** @description The act that certified it */
                                    since: string;
                                };
                                confirmed?: {
                                    /** @description When its State last signed something of it */
                                    at: string;
                                    /** @description Until then that counts as confirmed */
                                    until: string;
                                };
                                /** @description The act that last changed it: the base of the next */
                                version: string;
                                /** @description Number of the whole list of the State */
                                seq: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One point of contact */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            contact: string;
                            participant: string;
                            /** @enum {string} */
                            class: "diplomatic" | "technical";
                            /** @description False while it stands only on a note verbale */
                            signed: boolean;
                            /** @description Number of the note verbale it was entered from */
                            note?: string;
                            /** @description The fields that you may read */
                            fields: {
                                [key: string]: string | string[];
                            };
                            /** @description Fields that exist and are not open to you */
                            closed: ("alone" | "alternate" | "emails" | "hours" | "institution" | "languages" | "messenger" | "name" | "role" | "telephones" | "timeZone" | "unit")[];
                            /** @description People on duty, by id */
                            roster: string[];
                            key?: {
                                fingerprint: string;
                                /** @description The transferable public key: /api/blobs/{sha256} */
                                blob: string;
                                hybrid?: {
                                    /** @description The age hybrid recipient, as text: /api/blobs/{sha256} */
                                    blob: string;
                                    /** @description Whether the State takes no message without a post-quantum seal */
                                    demanded: boolean;
                                };
                                expires?: string;
                                /** @description The act that certified it */
                                since: string;
                            };
                            /** @description The recovery key of its State: every message to this contact or by it is sealed to it too */
                            recovery?: {
                                fingerprint: string;
                                /** @description The transferable public key: /api/blobs/{sha256} */
                                blob: string;
                                hybrid?: {
                                    /** @description The age hybrid recipient, as text: /api/blobs/{sha256} */
                                    blob: string;
                                    /** @description Whether the State takes no message without a post-quantum seal */
                                    demanded: boolean;
                                };
                                expires?: string;
                                /** @description The act that certified it */
                                since: string;
                            };
                            confirmed?: {
                                /** @description When its State last signed something of it */
                                at: string;
                                /** @description Until then that counts as confirmed */
                                until: string;
                            };
                            /** @description The act that last changed it: the base of the next */
                            version: string;
                            /** @description Number of the whole list of the State */
                            seq: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The acts that made a contact what it is, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            acts: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                index: number;
                                type: string;
                                received: string;
                                by: string;
                                /** @description The key that this act certified */
                                key?: {
                                    fingerprint: string;
                                    /** @description 64 lower-case hex digits */
                                    blob: string;
                                    postQuantum: boolean;
                                    demanded: boolean;
                                    expires?: string;
                                };
                                /** @description Why the key that this act withdrew ended */
                                reason?: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/keys/{fingerprint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose key a fingerprint is or was, from which entry to which */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    fingerprint: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                participant: string;
                                contact: string;
                                /** @description 64 lower-case hex digits */
                                blob: string;
                                /** @description The entry that certified it */
                                from: number;
                                /** @description The entry that ended it */
                                until?: number;
                                expires?: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/lists/{participant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The number and manifest of the whole list of a State: what the next change continues */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    participant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            participant: string;
                            seq: number;
                            /** @description 64 lower-case hex digits */
                            manifest?: string;
                            /** @description 64 lower-case hex digits */
                            previous?: string;
                            /** @description The manifest itself, as text */
                            bytes?: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which participants read restricted fields of your contacts, by day
         * @description Off the record, shown to your State alone, kept for a set time.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description How many days this is kept */
                            kept: number;
                            /** @description One a day and reader, newest first */
                            views: {
                                /** @description The participant who read */
                                reader: string;
                                /** @description Absent where a list was read */
                                contact?: string;
                                /** @description Restricted fields of that contact which were open to it */
                                fields: string[];
                                /** @description The first time on that day */
                                first: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom to ring today, and why
         * @description Of the contacts, numbers and outcomes that you may read.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Those first to whom nobody could write */
                            calls: {
                                contact: {
                                    contact: string;
                                    participant: string;
                                    /** @enum {string} */
                                    class: "diplomatic" | "technical";
                                    /** @description False while it stands only on a note verbale */
                                    signed: boolean;
                                    /** @description Number of the note verbale it was entered from */
                                    note?: string;
                                    /** @description The fields that you may read */
                                    fields: {
                                        [key: string]: string | string[];
                                    };
                                    /** @description Fields that exist and are not open to you */
                                    closed: ("alone" | "alternate" | "emails" | "hours" | "institution" | "languages" | "messenger" | "name" | "role" | "telephones" | "timeZone" | "unit")[];
                                    /** @description People on duty, by id */
                                    roster: string[];
                                    key?: {
                                        fingerprint: string;
                                        /** @description The transferable public key: /api/blobs/{sha256} */
                                        blob: string;
                                        hybrid?: {
                                            /** @description The age hybrid recipient, as text: /api/blobs/{sha256} */
                                            blob: string;
                                            /** @description Whether the State takes no message without a post-quantum seal */
                                            demanded: boolean;
                                        };
                                        expires?: string;
                                        /** @description The act that certified it */
                                        since: string;
                                    };
                                    /** @description The recovery key of its State: every message to this contact or by it is sealed to it too */
                                    recovery?: {
                                        fingerprint: string;
                                        /** @description The transferable public key: /api/blobs/{sha256} */
                                        blob: string;
                                        hybrid?: {
                                            /** @description The age hybrid recipient, as text: /api/blobs/{sha256} */
                                            blob: string;
                                            /** @description Whether the State takes no message without a post-quantum seal */
                                            demanded: boolean;
                                        };
                                        expires?: string;
                                        /** @description The act that certified it */
                                        since: string;
                                    };
                                    confirmed?: {
                                        /** @description When its State last signed something of it */
                                        at: string;
                                        /** @description Until then that counts as confirmed */
                                        until: string;
                                    };
                                    /** @description The act that last changed it: the base of the next */
                                    version: string;
                                    /** @description Number of the whole list of the State */
                                    seq: number;
                                };
                                /** @description Those that you may read */
                                telephones: string[];
                                /** @description The gravest first */
                                why: ("mail-fails" | "not-signed" | "no-key" | "key-expires" | "to-confirm" | "never-tried")[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The addresses and numbers of a contact that you may read, each with its tests */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            contact: string;
                            channels: {
                                /** @enum {string} */
                                channel: "emails" | "telephones" | "messenger" | "message";
                                /** @description Of sealed messages (message): the fingerprint of the key */
                                value: string;
                                /** @description Newest first */
                                tests: {
                                    /** @enum {string} */
                                    outcome: "reached" | "not-reached" | "sent" | "refused" | "bounced";
                                    says: string;
                                    tested: string;
                                    /** @description The participant who tried; absent where it was this host */
                                    by?: string;
                                    /** @description The round of pings it belongs to */
                                    round?: string;
                                    /** @description When it was answered by its own word, without a line; it arrived when it was tested */
                                    claimed?: string;
                                    /** @description Until then only your State is shown it */
                                    heldUntil?: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Say what came of trying an address or number of a contact; off the record, in the name of your participant */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        channel: "emails" | "telephones" | "messenger" | "message";
                        /** @description The address or number, as it stands there */
                        value: string;
                        /** @enum {string} */
                        outcome: "reached" | "not-reached";
                        /**
                         * @description In a few words: when, and who answered
                         * @default
                         */
                        says?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openpgpkey/{domain}/hu/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key of a contact by its address, for mail programs (Web Key Directory, advanced method) */
        get: {
            parameters: {
                query?: {
                    /** @description The local part, in clear */
                    l?: string;
                };
                header?: never;
                path: {
                    domain: string;
                    hash: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/octet-stream */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openpgpkey/{domain}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That keys are found here, and nothing more */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    domain: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description text/plain */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is on duty for a contact of your State, the schedule, its gaps and the last hand-overs
         * @description Off the record: seen by your State alone. Of a contact of others nothing is said.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            contact: string;
                            roster: string[];
                            /** @description Absent where nobody is on duty, or nothing was said of it: the whole roster is then meant */
                            now?: {
                                person: string;
                                /** @enum {string} */
                                how: "schedule" | "handed-over";
                                /** @description When the schedule has somebody else, or nobody */
                                until?: string;
                            };
                            /** @description Absent: whoever took over is on duty until the next one does */
                            plan?: {
                                /** @description A time zone, for example Europe/Paris */
                                zone: string;
                                /** @description Where two hold at once, the first counts */
                                slots: {
                                    person: string;
                                    /** @description Weekdays on which it begins: 1 Monday to 7 Sunday */
                                    days: number[];
                                    /** @description HH:MM */
                                    from: string;
                                    /** @description HH:MM, of the next day where it is not later */
                                    to: string;
                                }[];
                            };
                            /** @description Within the next 72 hours */
                            gaps: {
                                /** @description RFC 3339, UTC, three decimals */
                                from: string;
                                /** @description RFC 3339, UTC, three decimals */
                                until: string;
                            }[];
                            /** @description The last ones, newest first */
                            handovers: {
                                handover: string;
                                /** @description Who was on duty then */
                                from?: string;
                                to: string;
                                /** @description RFC 3339, UTC, three decimals */
                                handed: string;
                                /** @description RFC 3339, UTC, three decimals */
                                confirmed?: string;
                                /** @description RFC 3339, UTC, three decimals */
                                withdrawn?: string;
                                note?: {
                                    header: {
                                        message: string;
                                        thread: string;
                                        from: {
                                            participant: string;
                                            contact: string;
                                        };
                                        marking: {
                                            scheme: string;
                                            label: string;
                                        };
                                        /** @enum {boolean} */
                                        exercise: false;
                                    };
                                    /**
                                     * Format: byte
                                     * @description Base64, as it was sealed
                                     */
                                    ciphertext: string;
                                };
                                /** @description How long the record was then: keys are those of that time */
                                index: number;
                            }[];
                            mayPlan: boolean;
                            /** @description Who asks, where that is a person */
                            me?: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/duty/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say who is on duty on which weekdays and hours */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A time zone, for example Europe/Paris */
                        zone: string;
                        /** @description Where two hold at once, the first counts */
                        slots: {
                            person: string;
                            /** @description Weekdays on which it begins: 1 Monday to 7 Sunday */
                            days: number[];
                            /** @description HH:MM */
                            from: string;
                            /** @description HH:MM, of the next day where it is not later */
                            to: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Have no schedule: on duty is who took over */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/duty/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand over to the next person, with a note that the contact sealed to itself; or take over */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Made by who hands over: the same one again changes nothing */
                        handover: string;
                        /** @description Somebody of the roster; oneself, to take over */
                        to: string;
                        note?: {
                            header: {
                                message: string;
                                thread: string;
                                from: {
                                    participant: string;
                                    contact: string;
                                };
                                marking: {
                                    scheme: string;
                                    label: string;
                                };
                                /** @enum {boolean} */
                                exercise: false;
                            };
                            /**
                             * Format: byte
                             * @description Base64, as it was sealed
                             */
                            ciphertext: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/duty/handovers/{handover}/confirmed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm that you are on duty from now on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                    handover: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/contacts/{contact}/duty/handovers/{handover}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back a hand-over that nobody confirmed */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                    handover: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/regional": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The regional lists that you may read: whose, as of when, until when, on which terms
         * @description Lists of other organisations and groups. None of their contacts is in the directory.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lists: {
                                regional: string;
                                /** @description Who imported it */
                                participant: string;
                                names: {
                                    [key: string]: string;
                                };
                                /** @description What it asks of whoever reads it */
                                terms: {
                                    [key: string]: string;
                                };
                                readers: "participants" | string[];
                                /** @description The act that imported it: the base of the next */
                                act: string;
                                index: number;
                                imported: string;
                                /** @description As of which day it was right, as its keeper says */
                                asOf: string;
                                /** @description From then on nobody is shown it */
                                expires: string;
                                contacts: number;
                                /** @description When a newer import took its place, or it was withdrawn */
                                ended?: string;
                                /**
                                 * @description The file is open to its readers while it holds
                                 * @enum {string}
                                 */
                                state: "holds" | "expired" | "withdrawn";
                                /** @description Why it was withdrawn, where that was said */
                                reason?: string;
                                /** @description /api/blobs/{sha256} while it holds: hold it to this hash */
                                file: {
                                    /** @description 64 lower-case hex digits */
                                    sha256: string;
                                    size: number;
                                };
                            }[];
                            /** @description For how many seconds a list may stand at most, by the rules in force */
                            longest: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/directory/regional/{regional}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One regional list and its imports
         * @description Its contacts are the file: read it at /api/blobs/{sha256} while the list holds, and hold it to that hash.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    regional: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            list: {
                                regional: string;
                                /** @description Who imported it */
                                participant: string;
                                names: {
                                    [key: string]: string;
                                };
                                /** @description What it asks of whoever reads it */
                                terms: {
                                    [key: string]: string;
                                };
                                readers: "participants" | string[];
                                /** @description The act that imported it: the base of the next */
                                act: string;
                                index: number;
                                imported: string;
                                /** @description As of which day it was right, as its keeper says */
                                asOf: string;
                                /** @description From then on nobody is shown it */
                                expires: string;
                                contacts: number;
                                /** @description When a newer import took its place, or it was withdrawn */
                                ended?: string;
                                /**
                                 * @description The file is open to its readers while it holds
                                 * @enum {string}
                                 */
                                state: "holds" | "expired" | "withdrawn";
                                /** @description Why it was withdrawn, where that was said */
                                reason?: string;
                                /** @description /api/blobs/{sha256} while it holds: hold it to this hash */
                                file: {
                                    /** @description 64 lower-case hex digits */
                                    sha256: string;
                                    size: number;
                                };
                            };
                            /** @description Newest first */
                            imports: {
                                /** @description The act that imported it: the base of the next */
                                act: string;
                                index: number;
                                imported: string;
                                /** @description As of which day it was right, as its keeper says */
                                asOf: string;
                                /** @description From then on nobody is shown it */
                                expires: string;
                                contacts: number;
                                /** @description When a newer import took its place, or it was withdrawn */
                                ended?: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The threads of your State, newest first
         * @description Real ones alone. Those of exercises: /api/exercises/threads
         */
        get: {
            parameters: {
                query?: {
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            threads: {
                                thread: string;
                                messages: number;
                                /** @description Messages to you that nobody of yours has acknowledged */
                                unacknowledged: number;
                                last: {
                                    index: number;
                                    /** @description RFC 3339, UTC, three decimals */
                                    received: string;
                                    header: {
                                        message: string;
                                        thread: string;
                                        from: {
                                            participant: string;
                                            contact: string;
                                        };
                                        marking: {
                                            scheme: string;
                                            label: string;
                                        };
                                        exercise: boolean;
                                        /** @description RFC 3339, UTC, three decimals */
                                        deadline?: string;
                                    };
                                };
                            }[];
                            /** @description Give it as `before` for the next page */
                            next?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/threads/{thread}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a thread that your State sent or received
         * @description Ciphertexts are at /api/blobs/{sha256}. A thread of others is not found.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    thread: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            thread: string;
                            messages: {
                                message: string;
                                /** @description 64 lower-case hex digits */
                                act: string;
                                index: number;
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                header: {
                                    message: string;
                                    thread: string;
                                    from: {
                                        participant: string;
                                        contact: string;
                                    };
                                    marking: {
                                        scheme: string;
                                        label: string;
                                    };
                                    exercise: boolean;
                                    /** @description RFC 3339, UTC, three decimals */
                                    deadline?: string;
                                };
                                ciphertext: {
                                    /** @description 64 lower-case hex digits */
                                    sha256: string;
                                    size: number;
                                };
                                attachments: {
                                    /** @description 64 lower-case hex digits */
                                    sha256: string;
                                    size: number;
                                }[];
                                to: {
                                    participant: string;
                                    contact: string;
                                    /** @description Fingerprint the message was sealed to */
                                    key: string;
                                    acknowledged?: {
                                        index: number;
                                        /** @description RFC 3339, UTC, three decimals */
                                        received: string;
                                    };
                                    /** @description Who was told, as far as you may know it: of your own State, and of what you sent */
                                    woken: {
                                        /** @enum {string} */
                                        rung: "duty" | "alternate" | "diplomatic" | "mission";
                                        /** @description RFC 3339, UTC, three decimals */
                                        at: string;
                                        /** @description A contact, a person or `mission`: to its own State alone */
                                        whom?: string;
                                    }[];
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/threads/{thread}/muted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Until when your contacts are spared the notices of a thread, where they are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    thread: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC, three decimals
                             */
                            until?: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Spare your contacts the notices of a thread until an instant; its messages stay where they are */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    thread: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, three decimals
                         */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Tell of the thread again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    thread: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/contacts/{contact}/quiet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hours in which a contact of your State is not told of what can wait */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            quiet?: {
                                /** @description HH:MM */
                                from: string;
                                /** @description HH:MM, of the next day where it is earlier */
                                to: string;
                                /** @description A time zone, for example Europe/Paris */
                                zone: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Set those hours; a message whose deadline comes before they end is told of at once */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description HH:MM */
                        from: string;
                        /** @description HH:MM, of the next day where it is earlier */
                        to: string;
                        /** @description A time zone, for example Europe/Paris */
                        zone: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Have no such hours */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The types of messages, what their forms ask, and whom an unacknowledged one wakes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description False where the rules of the body say nothing of messages */
                            adopted: boolean;
                            types: {
                                type: string;
                                /** @description By language */
                                names: {
                                    [key: string]: string;
                                };
                                /** @description By language */
                                means: {
                                    [key: string]: string;
                                };
                                fields: string[];
                                /**
                                 * @description No thread begins with it
                                 * @enum {boolean}
                                 */
                                answersOnly?: true;
                                /** @description Which types it may answer; absent: every type */
                                answers?: string[];
                                /**
                                 * @description In exercises only
                                 * @enum {boolean}
                                 */
                                exercise?: true;
                            }[];
                            fields: {
                                field: string;
                                /** @description By language */
                                names: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description More than one of its codes may apply
                                 * @enum {boolean}
                                 */
                                many?: true;
                                codes: {
                                    code: string;
                                    /** @description By language */
                                    names: {
                                        [key: string]: string;
                                    };
                                }[];
                            }[];
                            ladder: {
                                /** @description Minutes after a message was received */
                                alternate: number;
                                /** @description Minutes after a message was received */
                                diplomatic: number;
                                /** @description Minutes after a message was received */
                                mission: number;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/ladder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a message that nobody of your State acknowledges wakes whom */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description As the body adopted it */
                            body: {
                                /** @description Minutes after a message was received */
                                alternate: number;
                                /** @description Minutes after a message was received */
                                diplomatic: number;
                                /** @description Minutes after a message was received */
                                mission: number;
                            };
                            /** @description What your State set for itself */
                            own?: {
                                /** @description Minutes after a message was received */
                                alternate: number;
                                /** @description Minutes after a message was received */
                                diplomatic: number;
                                /** @description Minutes after a message was received */
                                mission: number;
                                /** @description Where its mission is told; without it nobody is woken on that rung */
                                address?: string;
                            };
                            /** @description What counts for your State: the shorter of both, rung by rung */
                            inForce: {
                                /** @description Minutes after a message was received */
                                alternate: number;
                                /** @description Minutes after a message was received */
                                diplomatic: number;
                                /** @description Minutes after a message was received */
                                mission: number;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Shorten these times for your State, and say where its mission is told; off the record */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Minutes after a message was received */
                        alternate: number;
                        /** @description Minutes after a message was received */
                        diplomatic: number;
                        /** @description Minutes after a message was received */
                        mission: number;
                        /** @description Where its mission is told; without it nobody is woken on that rung */
                        address?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Go by what the body adopted */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The services by which this host can ring, and whose they are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            services: {
                                service: string;
                                /**
                                 * @description A text message, a call that speaks, or anything else
                                 * @enum {string}
                                 */
                                way: "sms" | "call" | "hook";
                                /** @description Whose service it is: numbers entered for it are handed to them */
                                whose: string;
                                /** @description Where this host posts to */
                                host: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/contacts/{contact}/rings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a contact of your State is rung, and what came of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rings: {
                                ring: string;
                                service: string;
                                /**
                                 * @description A text message, a call that speaks, or anything else
                                 * @enum {string}
                                 */
                                way?: "sms" | "call" | "hook";
                                /** @description Absent where the operator has the service no more: nothing is rung */
                                whose?: string;
                                destination: string;
                                /** @enum {string} */
                                wish: "urgent" | "always";
                                /** @description False until the code that was rung there is given back: nothing is rung before */
                                isProven: boolean;
                                /** @description What came of it, newest first */
                                tests: {
                                    /** @enum {string} */
                                    outcome: "reached" | "not-reached" | "sent" | "refused" | "bounced";
                                    says: string;
                                    tested: string;
                                    /** @description The participant who tried; absent where it was this host */
                                    by?: string;
                                    /** @description The round of pings it belongs to */
                                    round?: string;
                                    /** @description When it was answered by its own word, without a line; it arrived when it was tested */
                                    claimed?: string;
                                    /** @description Until then only your State is shown it */
                                    heldUntil?: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Have a contact of your State rung; a code goes there first */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        service: string;
                        /** @description A number such as +00 1 234 567, or what the service calls it */
                        destination: string;
                        /**
                         * @description Only for what cannot wait (a deadline within twelve hours), or for every message
                         * @default urgent
                         * @enum {string}
                         */
                        wish?: "urgent" | "always";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ring: string;
                            service: string;
                            /**
                             * @description A text message, a call that speaks, or anything else
                             * @enum {string}
                             */
                            way?: "sms" | "call" | "hook";
                            /** @description Absent where the operator has the service no more: nothing is rung */
                            whose?: string;
                            destination: string;
                            /** @enum {string} */
                            wish: "urgent" | "always";
                            /** @description False until the code that was rung there is given back: nothing is rung before */
                            isProven: boolean;
                            /** @description What came of it, newest first */
                            tests: {
                                /** @enum {string} */
                                outcome: "reached" | "not-reached" | "sent" | "refused" | "bounced";
                                says: string;
                                tested: string;
                                /** @description The participant who tried; absent where it was this host */
                                by?: string;
                                /** @description The round of pings it belongs to */
                                round?: string;
                                /** @description When it was answered by its own word, without a line; it arrived when it was tested */
                                claimed?: string;
                                /** @description Until then only your State is shown it */
                                heldUntil?: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/contacts/{contact}/rings/{ring}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back the code that was rung: from now on it rings */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                    ring: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/contacts/{contact}/rings/{ring}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ring there no more; the number is forgotten */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                    ring: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In which browsers you are told that something waits, and by which services that can be */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description What a browser subscribes with (RFC 8292), base64url; absent where the operator allows no service */
                            key?: string;
                            /** @description The services that the operator allows */
                            services: {
                                /** @description Host of its addresses; `*.` before it: whatever is below */
                                host: string;
                                /** @description Whose service it is: they learn that something waits in this browser, and when */
                                whose: string;
                            }[];
                            /** @description Your own browsers */
                            pushes: {
                                push: string;
                                /** @description Host of the address; the address itself is shown to nobody */
                                host: string;
                                /** @description Absent where the operator allows the service no more: nothing is sent */
                                whose?: string;
                                /** @description SHA-256 of the address, hex: by it a browser knows which one it is */
                                digest: string;
                                /** @enum {string} */
                                wish: "urgent" | "always";
                                since: string;
                                /** @description What came of the last one */
                                last?: {
                                    at: string;
                                    /** @enum {string} */
                                    outcome: "sent" | "refused" | "not-reached";
                                    says: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Be told in this browser that something waits: no content goes to its service */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As the browser gave it; a secret */
                        endpoint: string;
                        /**
                         * @description Only for what cannot wait (a deadline within twelve hours), or for every message
                         * @default urgent
                         * @enum {string}
                         */
                        wish?: "urgent" | "always";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            push: string;
                            /** @description Host of the address; the address itself is shown to nobody */
                            host: string;
                            /** @description Absent where the operator allows the service no more: nothing is sent */
                            whose?: string;
                            /** @description SHA-256 of the address, hex: by it a browser knows which one it is */
                            digest: string;
                            /** @enum {string} */
                            wish: "urgent" | "always";
                            since: string;
                            /** @description What came of the last one */
                            last?: {
                                at: string;
                                /** @enum {string} */
                                outcome: "sent" | "refused" | "not-reached";
                                says: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange/push/{push}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Be told in that browser no more; its address is forgotten */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    push: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rounds in which contacts were tried, with what came of them for your State */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rules: {
                                /** @description Seconds; 0: no round begins by itself */
                                every: number;
                                open: number;
                                held: number;
                                /** @description Absent: no numbers are shown */
                                least?: number;
                            };
                            /** @description Whether you may begin a round */
                            mayStart: boolean;
                            /** @description Newest first */
                            rounds: {
                                round: string;
                                /** @enum {string} */
                                by: "schedule" | "secretariat";
                                /** @enum {string} */
                                state: "running" | "paused" | "over";
                                /** @description RFC 3339, UTC, three decimals */
                                started: string;
                                /** @description Until then answers are taken */
                                ends: string;
                                /** @description From then on others than your State are shown what came of it */
                                shown: string;
                                channels: ("message" | "emails" | "telephones" | "sms")[];
                                outOfHours: boolean;
                                /** @description The sealed message by which it went */
                                message?: string;
                                /** @description What came of it for the contacts of your own State */
                                own: {
                                    ping: string;
                                    contact: string;
                                    /**
                                     * @description A sealed message, an e-mail, a call by an officer, a text message by a service
                                     * @enum {string}
                                     */
                                    channel: "message" | "emails" | "telephones" | "sms";
                                    /** @description The address or number, where it still stands there */
                                    value?: string;
                                    /**
                                     * @description answered: one explicit confirmation came; reached and not-reached: what an officer says of a call
                                     * @enum {string}
                                     */
                                    result: "waiting" | "sent" | "failed" | "answered" | "unanswered" | "not-tried" | "reached" | "not-reached";
                                    /** @description RFC 3339, UTC, three decimals */
                                    due: string;
                                    /** @description RFC 3339, UTC, three decimals */
                                    tried?: string;
                                    /** @description When the answer arrived here */
                                    answered?: string;
                                    /** @description When it was made by its own word, without a line */
                                    claimed?: string;
                                    says: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Begin a round; for the secretariat */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        channels: ("message" | "emails" | "telephones" | "sms")[];
                        /**
                         * @description In the middle of the hours in which a contact does not answer
                         * @default false
                         */
                        outOfHours?: boolean;
                        /** @description How long it takes answers; absent: as the rules say */
                        hours?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            round: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/rounds/{round}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One round */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            round: string;
                            /** @enum {string} */
                            by: "schedule" | "secretariat";
                            /** @enum {string} */
                            state: "running" | "paused" | "over";
                            /** @description RFC 3339, UTC, three decimals */
                            started: string;
                            /** @description Until then answers are taken */
                            ends: string;
                            /** @description From then on others than your State are shown what came of it */
                            shown: string;
                            channels: ("message" | "emails" | "telephones" | "sms")[];
                            outOfHours: boolean;
                            /** @description The sealed message by which it went */
                            message?: string;
                            /** @description What came of it for the contacts of your own State */
                            own: {
                                ping: string;
                                contact: string;
                                /**
                                 * @description A sealed message, an e-mail, a call by an officer, a text message by a service
                                 * @enum {string}
                                 */
                                channel: "message" | "emails" | "telephones" | "sms";
                                /** @description The address or number, where it still stands there */
                                value?: string;
                                /**
                                 * @description answered: one explicit confirmation came; reached and not-reached: what an officer says of a call
                                 * @enum {string}
                                 */
                                result: "waiting" | "sent" | "failed" | "answered" | "unanswered" | "not-tried" | "reached" | "not-reached";
                                /** @description RFC 3339, UTC, three decimals */
                                due: string;
                                /** @description RFC 3339, UTC, three decimals */
                                tried?: string;
                                /** @description When the answer arrived here */
                                answered?: string;
                                /** @description When it was made by its own word, without a line */
                                claimed?: string;
                                says: string;
                            }[];
                            /** @description How far the sending is; for the secretariat */
                            progress?: {
                                /**
                                 * @description A sealed message, an e-mail, a call by an officer, a text message by a service
                                 * @enum {string}
                                 */
                                channel: "message" | "emails" | "telephones" | "sms";
                                all: number;
                                waiting: number;
                                /** @description Written, and not taken by a mail server yet */
                                left: number;
                                sent: number;
                                failed: number;
                                /** @description When the next one that waits is due */
                                next?: string;
                            }[];
                            /** @description Only where the body adopted that numbers are shown, and not before `shown` */
                            numbers?: {
                                /** @description Below so many States on either side no number is shown; numbers go in steps of it */
                                least: number;
                                channels: {
                                    /**
                                     * @description A sealed message, an e-mail, a call by an officer, a text message by a service
                                     * @enum {string}
                                     */
                                    channel: "message" | "emails" | "telephones" | "sms";
                                    asked: number;
                                    reached: number;
                                }[];
                                /** @description Channels of which no number is shown */
                                withheld: number;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/rounds/{round}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pause a round, let it go on, or end it; for the secretariat */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "running" | "paused" | "over";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/rounds/{round}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say by which sealed message a round went: whoever acknowledges it has answered */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/rounds/{round}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The telephones of a round that the secretariat may read, each with what to say */
        get: {
            parameters: {
                query?: {
                    /** @description What the officer speaks */
                    language?: string;
                };
                header?: never;
                path: {
                    round: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            calls: {
                                ping: string;
                                participant: string;
                                contact: string;
                                number: string;
                                institution?: string;
                                languages: string[];
                                timeZone?: string;
                                /** @description RFC 3339, UTC, three decimals */
                                due: string;
                                /** @description To be spoken; given back, it proves the call */
                                code: string;
                                scripts: {
                                    language: string;
                                    text: string;
                                }[];
                                called?: {
                                    /** @enum {string} */
                                    outcome: "reached" | "not-reached";
                                    says: string;
                                    /** @description RFC 3339, UTC, three decimals */
                                    at: string;
                                };
                                isProven: boolean;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/rounds/{round}/calls/{ping}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what came of a call */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round: string;
                    ping: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "reached" | "not-reached";
                        /** @default  */
                        says?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/answers/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a code asks; reading it is no answer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Spaces, hyphens and small letters do not matter */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ping: string;
                            contact: string;
                            /**
                             * @description A sealed message, an e-mail, a call by an officer, a text message by a service
                             * @enum {string}
                             */
                            channel: "message" | "emails" | "telephones" | "sms";
                            /** @enum {string} */
                            state: "open" | "answered" | "over";
                            /** @description RFC 3339, UTC, three decimals */
                            ends: string;
                            /** @description RFC 3339, UTC, three decimals */
                            answered?: string;
                            /** @description When it was made by its own word, without a line */
                            claimed?: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pings/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm, once, that what was sent or said reached its contact */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Spaces, hyphens and small letters do not matter */
                        code: string;
                        /**
                         * Format: date-time
                         * @description When it was made, where that was without a line
                         */
                        made?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ping: string;
                            contact: string;
                            /**
                             * @description A sealed message, an e-mail, a call by an officer, a text message by a service
                             * @enum {string}
                             */
                            channel: "message" | "emails" | "telephones" | "sms";
                            /** @enum {string} */
                            state: "open" | "answered" | "over";
                            /** @description RFC 3339, UTC, three decimals */
                            ends: string;
                            /** @description RFC 3339, UTC, three decimals */
                            answered?: string;
                            /** @description When it was made by its own word, without a line */
                            claimed?: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Documents, registered last first */
        get: {
            parameters: {
                query?: {
                    language?: string;
                    /** @description Words in symbol or title */
                    q?: string;
                    class?: string;
                    organ?: string;
                    session?: string;
                    agenda?: string;
                    /** @description Who submitted it or co-sponsors it */
                    submitter?: string;
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            documents: {
                                document: string;
                                /** @description The entry that registered it */
                                index: number;
                                symbol?: string;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                                dated?: string;
                                /**
                                 * @description archive: imported as found, in nobody’s name
                                 * @enum {string}
                                 */
                                source: "archive" | "secretariat" | "participant";
                                received: string;
                                /** @description Why it was withdrawn; may be empty */
                                withdrawn?: string;
                                /** @description Until when only participants may read its files */
                                embargo?: string;
                                /** @description Of /api/document-classes */
                                class?: string;
                                /** @description Of /api/organs */
                                organ?: string;
                                session?: string;
                                /** @description Items of the agenda */
                                agenda?: string[];
                                /** @description The language it was written in */
                                original?: string;
                                words?: number;
                                /** @description What its translation costs by the rate in the rules */
                                estimate?: {
                                    /** @description Languages of the body other than that of the original */
                                    languages: number;
                                    currency: string;
                                    /** @description In hundredths of the currency */
                                    amount: number;
                                };
                                /** @description The participant that submitted it by its own act */
                                submitter?: string;
                                /** @description Co-sponsors now, in the order in which they joined */
                                sponsors: {
                                    participant: string;
                                    /** @description UTC with milliseconds */
                                    since: string;
                                }[];
                                /** @description By language, newest first */
                                versions: {
                                    language: string;
                                    index: number;
                                    /** @description /api/blobs/{sha256} */
                                    sha256: string;
                                    size: number;
                                    media: string;
                                    corrects?: string;
                                    /** @description UTC with milliseconds */
                                    issued: string;
                                    /** @description The same text as other files */
                                    formats: {
                                        index: number;
                                        /** @description /api/blobs/{sha256} */
                                        sha256: string;
                                        size: number;
                                        media: string;
                                    }[];
                                }[];
                            }[];
                            /** @description Give it as `before` for the next page */
                            next?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bodies and sub-groups whose documents are registered */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            organs: {
                                organ: string;
                                index: number;
                                /** @description By language */
                                names: {
                                    [key: string]: string;
                                };
                                prefix?: string;
                                parent?: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/document-classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Classes of documents, how they are cited, and the next free symbols
         * @description A symbol is offered where the question names all that the pattern of its class needs.
         */
        get: {
            parameters: {
                query?: {
                    organ?: string;
                    session?: string;
                    year?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            classes: {
                                class: string;
                                /** @description By language */
                                names: {
                                    [key: string]: string;
                                };
                                pattern: string;
                                /** @description The next free symbol, where the question names all its parts */
                                next?: string;
                            }[];
                            suffixes: {
                                [key: string]: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One document with every version of every language */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: string;
                            /** @description The entry that registered it */
                            index: number;
                            symbol?: string;
                            /** @description By language */
                            titles: {
                                [key: string]: string;
                            };
                            dated?: string;
                            /**
                             * @description archive: imported as found, in nobody’s name
                             * @enum {string}
                             */
                            source: "archive" | "secretariat" | "participant";
                            received: string;
                            /** @description Why it was withdrawn; may be empty */
                            withdrawn?: string;
                            /** @description Until when only participants may read its files */
                            embargo?: string;
                            /** @description Of /api/document-classes */
                            class?: string;
                            /** @description Of /api/organs */
                            organ?: string;
                            session?: string;
                            /** @description Items of the agenda */
                            agenda?: string[];
                            /** @description The language it was written in */
                            original?: string;
                            words?: number;
                            /** @description What its translation costs by the rate in the rules */
                            estimate?: {
                                /** @description Languages of the body other than that of the original */
                                languages: number;
                                currency: string;
                                /** @description In hundredths of the currency */
                                amount: number;
                            };
                            /** @description The participant that submitted it by its own act */
                            submitter?: string;
                            /** @description Co-sponsors now, in the order in which they joined */
                            sponsors: {
                                participant: string;
                                /** @description UTC with milliseconds */
                                since: string;
                            }[];
                            /** @description By language, newest first */
                            versions: {
                                language: string;
                                index: number;
                                /** @description /api/blobs/{sha256} */
                                sha256: string;
                                size: number;
                                media: string;
                                corrects?: string;
                                /** @description UTC with milliseconds */
                                issued: string;
                                /** @description The same text as other files */
                                formats: {
                                    index: number;
                                    /** @description /api/blobs/{sha256} */
                                    sha256: string;
                                    size: number;
                                    media: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which languages are out since when, and from when the document may be decided on */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: string;
                            /** @description When this was asked */
                            now: string;
                            rule: {
                                /** @description That must be out; empty: as it is */
                                languages: string[];
                                notice: {
                                    /** @enum {string} */
                                    unit: "hours" | "working-hours" | "working-days";
                                    count: number;
                                };
                                /** @description The calendar and zone in which it is reckoned */
                                calendar: string;
                            };
                            out: {
                                language: string;
                                /** @description UTC with milliseconds */
                                since: string;
                                required: boolean;
                            }[];
                            /** @description Required and not issued */
                            missing: string[];
                            /** @description From when it may be decided on */
                            opens?: string;
                            /** @description What stands in the way now; absent where nothing does */
                            obstacle?: {
                                rule: string;
                                /** @description By language */
                                title: {
                                    [key: string]: string;
                                };
                                why: string;
                                allowedWhen: string;
                                /** @description Both by language, where there are words for it */
                                reasons?: {
                                    [key: string]: {
                                        why: string;
                                        allowedWhen: string;
                                    };
                                };
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}/family": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents of the same work: revisions, addenda, corrigenda */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The symbol without suffixes; absent where the document bears none */
                            work?: string;
                            documents: {
                                document: string;
                                symbol: string;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                                received: string;
                                withdrawn: boolean;
                                steps: {
                                    /** @enum {string} */
                                    kind: "revision" | "addendum" | "corrigendum";
                                    number: number;
                                }[];
                                /** @description The symbol that it revises, adds to or corrects */
                                parent?: string;
                            }[];
                            /** @description The next free symbol of each kind */
                            next?: {
                                [key: string]: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/symbols/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document that bears a symbol; slashes stand as they are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    "*": string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: string;
                            /** @description The entry that registered it */
                            index: number;
                            symbol?: string;
                            /** @description By language */
                            titles: {
                                [key: string]: string;
                            };
                            dated?: string;
                            /**
                             * @description archive: imported as found, in nobody’s name
                             * @enum {string}
                             */
                            source: "archive" | "secretariat" | "participant";
                            received: string;
                            /** @description Why it was withdrawn; may be empty */
                            withdrawn?: string;
                            /** @description Until when only participants may read its files */
                            embargo?: string;
                            /** @description Of /api/document-classes */
                            class?: string;
                            /** @description Of /api/organs */
                            organ?: string;
                            session?: string;
                            /** @description Items of the agenda */
                            agenda?: string[];
                            /** @description The language it was written in */
                            original?: string;
                            words?: number;
                            /** @description What its translation costs by the rate in the rules */
                            estimate?: {
                                /** @description Languages of the body other than that of the original */
                                languages: number;
                                currency: string;
                                /** @description In hundredths of the currency */
                                amount: number;
                            };
                            /** @description The participant that submitted it by its own act */
                            submitter?: string;
                            /** @description Co-sponsors now, in the order in which they joined */
                            sponsors: {
                                participant: string;
                                /** @description UTC with milliseconds */
                                since: string;
                            }[];
                            /** @description By language, newest first */
                            versions: {
                                language: string;
                                index: number;
                                /** @description /api/blobs/{sha256} */
                                sha256: string;
                                size: number;
                                media: string;
                                corrects?: string;
                                /** @description UTC with milliseconds */
                                issued: string;
                                /** @description The same text as other files */
                                formats: {
                                    index: number;
                                    /** @description /api/blobs/{sha256} */
                                    sha256: string;
                                    size: number;
                                    media: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/initiatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every initiative that was officially presented, by the day of presentation
         * @description Each with the papers that declare whether they cover it, where and why. Nothing is ranked.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description By the day of presentation; no other order */
                            initiatives: {
                                initiative: string;
                                /** @description The entry of the record */
                                index: number;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                                /** @description By language */
                                group?: {
                                    [key: string]: string;
                                };
                                /** @description The day; for what a State signed, that of receipt */
                                presented: string;
                                presenters: string[];
                                /** @description False: entered by the secretariat, not signed by a State here */
                                signed: boolean;
                                /** @description UTC with milliseconds */
                                received: string;
                                withdrawn: boolean;
                                reason?: string;
                                documents: {
                                    document: string;
                                    symbol?: string;
                                    /** @description By language */
                                    titles: {
                                        [key: string]: string;
                                    };
                                }[];
                                /** @description By paper */
                                coverage: {
                                    document: string;
                                    symbol?: string;
                                    /** @description By language */
                                    titles: {
                                        [key: string]: string;
                                    };
                                    /** @enum {string} */
                                    coverage: "covered" | "partly" | "not-covered";
                                    where?: string;
                                    reason: string;
                                    /** @description Who declared it */
                                    participant: string;
                                    /** @description The entry of the record */
                                    index: number;
                                    /** @description UTC with milliseconds */
                                    received: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/initiatives/{initiative}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One initiative */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    initiative: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            initiative: string;
                            /** @description The entry of the record */
                            index: number;
                            /** @description By language */
                            titles: {
                                [key: string]: string;
                            };
                            /** @description By language */
                            group?: {
                                [key: string]: string;
                            };
                            /** @description The day; for what a State signed, that of receipt */
                            presented: string;
                            presenters: string[];
                            /** @description False: entered by the secretariat, not signed by a State here */
                            signed: boolean;
                            /** @description UTC with milliseconds */
                            received: string;
                            withdrawn: boolean;
                            reason?: string;
                            documents: {
                                document: string;
                                symbol?: string;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                            }[];
                            /** @description By paper */
                            coverage: {
                                document: string;
                                symbol?: string;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                                /** @enum {string} */
                                coverage: "covered" | "partly" | "not-covered";
                                where?: string;
                                reason: string;
                                /** @description Who declared it */
                                participant: string;
                                /** @description The entry of the record */
                                index: number;
                                /** @description UTC with milliseconds */
                                received: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a paper says of every initiative, and of which it says nothing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: string;
                            initiatives: {
                                initiative: string;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                                presented: string;
                                presenters: string[];
                                /** @description By language */
                                group?: {
                                    [key: string]: string;
                                };
                                withdrawn: boolean;
                                /** @description Absent: the paper has not said */
                                declared?: {
                                    /** @enum {string} */
                                    coverage: "covered" | "partly" | "not-covered";
                                    where?: string;
                                    reason: string;
                                    /** @description Who declared it */
                                    participant: string;
                                    /** @description The entry of the record */
                                    index: number;
                                    /** @description UTC with milliseconds */
                                    received: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rounds of written inputs, opened last first */
        get: {
            parameters: {
                query?: {
                    document?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rounds: {
                                round: string;
                                /** @description The entry of the record */
                                index: number;
                                document: string;
                                /** @description By language */
                                titles: {
                                    [key: string]: string;
                                };
                                /** @description UTC with milliseconds */
                                opened: string;
                                /** @description In force */
                                deadline: string;
                                /** @description Whether an input would be taken now */
                                isOpen: boolean;
                                /** @description Participants whose input stands */
                                inputs: number;
                                /** @description Requests for corrections that were not answered */
                                openRequests: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rounds/{round}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One round: what is asked, every input, every synthesis, every request for a correction */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            round: string;
                            /** @description The entry of the record */
                            index: number;
                            document: string;
                            /** @description By language */
                            titles: {
                                [key: string]: string;
                            };
                            /** @description UTC with milliseconds */
                            opened: string;
                            /** @description In force */
                            deadline: string;
                            /** @description Whether an input would be taken now */
                            isOpen: boolean;
                            /** @description Participants whose input stands */
                            inputs: number;
                            /** @description Requests for corrections that were not answered */
                            openRequests: number;
                            template: {
                                /** @description 64 lower-case hex digits */
                                sha256: string;
                                items: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "question" | "paragraph";
                                    label?: string;
                                    /** @description By language */
                                    text: {
                                        [key: string]: string;
                                    };
                                }[];
                            };
                            extensions: {
                                /** @description UTC with milliseconds */
                                deadline: string;
                                reason: string;
                                /** @description UTC with milliseconds */
                                received: string;
                            }[];
                            /** @description Every input, in the order of receipt */
                            submitted: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                /** @description The entry of the record */
                                index: number;
                                participant: string;
                                language: string;
                                /** @description 64 lower-case hex digits */
                                sha256: string;
                                /** @description UTC with milliseconds */
                                received: string;
                                /** @description A later input of the same participant took its place */
                                superseded: boolean;
                            }[];
                            syntheses: {
                                /** @description The act that issued it */
                                act: string;
                                /** @description The entry of the record */
                                index: number;
                                number: number;
                                /** @description 64 lower-case hex digits */
                                sha256: string;
                                document?: string;
                                /** @description UTC with milliseconds */
                                issued: string;
                            }[];
                            requests: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                /** @description The entry of the record */
                                index: number;
                                /** @description 64 lower-case hex digits */
                                synthesis: string;
                                participant: string;
                                sentence?: number;
                                asks: string;
                                /** @description UTC with milliseconds */
                                asked: string;
                                /** @description Absent: it is open */
                                answer?: {
                                    /** @enum {string} */
                                    answer: "corrected" | "declined";
                                    /** @description 64 lower-case hex digits */
                                    synthesis?: string;
                                    reason: string;
                                    /** @description UTC with milliseconds */
                                    answered: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rounds/{round}/compilation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All standing inputs, item by item, in the order of receipt */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    round: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            round: string;
                            isOpen: boolean;
                            items: {
                                id: string;
                                /** @enum {string} */
                                kind: "question" | "paragraph";
                                label?: string;
                                /** @description By language */
                                text: {
                                    [key: string]: string;
                                };
                                /** @description In the order of receipt */
                                inputs: {
                                    /** @description 64 lower-case hex digits */
                                    act: string;
                                    participant: string;
                                    language: string;
                                    /** @description Whole, as it was submitted */
                                    text: string;
                                }[];
                            }[];
                            /** @description Inputs whose file cannot be read here; none is left out silently */
                            unread: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                participant: string;
                                /** @description 64 lower-case hex digits */
                                sha256: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rounds/{round}/syntheses/{synthesis}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A synthesis: what each sentence rests on, and where each answer was used and where not */
        get: {
            parameters: {
                query?: {
                    /** @description Answers of this participant alone */
                    participant?: string;
                };
                header?: never;
                path: {
                    round: string;
                    synthesis: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The act that issued it */
                            act: string;
                            /** @description The entry of the record */
                            index: number;
                            number: number;
                            /** @description 64 lower-case hex digits */
                            sha256: string;
                            document?: string;
                            /** @description UTC with milliseconds */
                            issued: string;
                            round: string;
                            language: string;
                            sentences: {
                                number: number;
                                item?: string;
                                text: string;
                                inputs: {
                                    /** @description 64 lower-case hex digits */
                                    act: string;
                                    participant: string;
                                    item: string;
                                    from: number;
                                    to: number;
                                    quote: string;
                                }[];
                            }[];
                            /** @description Every answer, and where it was used */
                            answers: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                participant: string;
                                item: string;
                                /** @description Characters that a sentence rests on */
                                used: number;
                                characters: number;
                                spans: {
                                    from: number;
                                    to: number;
                                    text: string;
                                    /** @description Empty: not used */
                                    sentences: number[];
                                }[];
                            }[];
                            requests: {
                                /** @description 64 lower-case hex digits */
                                act: string;
                                /** @description The entry of the record */
                                index: number;
                                /** @description 64 lower-case hex digits */
                                synthesis: string;
                                participant: string;
                                sentence?: number;
                                asks: string;
                                /** @description UTC with milliseconds */
                                asked: string;
                                /** @description Absent: it is open */
                                answer?: {
                                    /** @enum {string} */
                                    answer: "corrected" | "declined";
                                    /** @description 64 lower-case hex digits */
                                    synthesis?: string;
                                    reason: string;
                                    /** @description UTC with milliseconds */
                                    answered: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which versions of a document your participant has read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description One for each language that was read */
                            readings: {
                                language: string;
                                /** @description 64 lower-case hex digits */
                                sha256: string;
                                /** @description UTC with milliseconds */
                                read: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Say that your participant has read a version; the one before in its language is replaced */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The file of the version */
                        sha256: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The searches that you follow */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            searches: {
                                search: string;
                                name: string;
                                wanted: {
                                    /** @description Words, “rows of words”, -not, begin* */
                                    q: string;
                                    /** @description Only texts in it; else in all languages of the body */
                                    language?: string;
                                    document?: string;
                                    /** @enum {boolean} */
                                    superseded?: true;
                                    /**
                                     * Format: date
                                     * @description Issued on this day (UTC) or later
                                     */
                                    from?: string;
                                    /**
                                     * Format: date
                                     * @description Issued on this day (UTC) or earlier
                                     */
                                    until?: string;
                                };
                                language: string;
                                created: string;
                                /** @description Below a language of the pages: whoever knows this address reads the feed */
                                feed: string;
                                digest?: {
                                    /**
                                     * @description How often a mail tells what is new
                                     * @enum {string}
                                     */
                                    every: "day" | "week";
                                    /** @description Where to; nothing is sent before its reader gave back the code that is mailed there */
                                    address: string;
                                    /** @description False until the code was given back */
                                    isProven: boolean;
                                    /** @description When the next mail may go out */
                                    due?: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Follow a search in texts, by a feed and, where that is asked for, by mail */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Stands in mails; by default what is looked for */
                        name?: string;
                        wanted: {
                            /** @description Words, “rows of words”, -not, begin* */
                            q: string;
                            /** @description Only texts in it; else in all languages of the body */
                            language?: string;
                            document?: string;
                            /** @enum {boolean} */
                            superseded?: true;
                            /**
                             * Format: date
                             * @description Issued on this day (UTC) or later
                             */
                            from?: string;
                            /**
                             * Format: date
                             * @description Issued on this day (UTC) or earlier
                             */
                            until?: string;
                        };
                        /** @description Of the feed and of mails */
                        language: string;
                        digest?: {
                            /**
                             * @description How often a mail tells what is new
                             * @enum {string}
                             */
                            every: "day" | "week";
                            /** @description Where to; nothing is sent before its reader gave back the code that is mailed there */
                            address: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            search: string;
                            name: string;
                            wanted: {
                                /** @description Words, “rows of words”, -not, begin* */
                                q: string;
                                /** @description Only texts in it; else in all languages of the body */
                                language?: string;
                                document?: string;
                                /** @enum {boolean} */
                                superseded?: true;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or later
                                 */
                                from?: string;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or earlier
                                 */
                                until?: string;
                            };
                            language: string;
                            created: string;
                            /** @description Below a language of the pages: whoever knows this address reads the feed */
                            feed: string;
                            digest?: {
                                /**
                                 * @description How often a mail tells what is new
                                 * @enum {string}
                                 */
                                every: "day" | "week";
                                /** @description Where to; nothing is sent before its reader gave back the code that is mailed there */
                                address: string;
                                /** @description False until the code was given back */
                                isProven: boolean;
                                /** @description When the next mail may go out */
                                due?: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/searches/{search}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a search: its feed and its mails end */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    search: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/searches/{search}/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have what is new mailed each day or week; a code goes to an address that is new */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    search: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description How often a mail tells what is new
                         * @enum {string}
                         */
                        every: "day" | "week";
                        /** @description Where to; nothing is sent before its reader gave back the code that is mailed there */
                        address: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            search: string;
                            name: string;
                            wanted: {
                                /** @description Words, “rows of words”, -not, begin* */
                                q: string;
                                /** @description Only texts in it; else in all languages of the body */
                                language?: string;
                                document?: string;
                                /** @enum {boolean} */
                                superseded?: true;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or later
                                 */
                                from?: string;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or earlier
                                 */
                                until?: string;
                            };
                            language: string;
                            created: string;
                            /** @description Below a language of the pages: whoever knows this address reads the feed */
                            feed: string;
                            digest?: {
                                /**
                                 * @description How often a mail tells what is new
                                 * @enum {string}
                                 */
                                every: "day" | "week";
                                /** @description Where to; nothing is sent before its reader gave back the code that is mailed there */
                                address: string;
                                /** @description False until the code was given back */
                                isProven: boolean;
                                /** @description When the next mail may go out */
                                due?: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Have nothing mailed any more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    search: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            search: string;
                            name: string;
                            wanted: {
                                /** @description Words, “rows of words”, -not, begin* */
                                q: string;
                                /** @description Only texts in it; else in all languages of the body */
                                language?: string;
                                document?: string;
                                /** @enum {boolean} */
                                superseded?: true;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or later
                                 */
                                from?: string;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or earlier
                                 */
                                until?: string;
                            };
                            language: string;
                            created: string;
                            /** @description Below a language of the pages: whoever knows this address reads the feed */
                            feed: string;
                            digest?: {
                                /**
                                 * @description How often a mail tells what is new
                                 * @enum {string}
                                 */
                                every: "day" | "week";
                                /** @description Where to; nothing is sent before its reader gave back the code that is mailed there */
                                address: string;
                                /** @description False until the code was given back */
                                isProven: boolean;
                                /** @description When the next mail may go out */
                                due?: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/searches/{search}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back the code that was mailed: the address is yours, and mails begin */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    search: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search-feeds/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the feed with this address follows: whoever has the address may read it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            wanted: {
                                /** @description Words, “rows of words”, -not, begin* */
                                q: string;
                                /** @description Only texts in it; else in all languages of the body */
                                language?: string;
                                document?: string;
                                /** @enum {boolean} */
                                superseded?: true;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or later
                                 */
                                from?: string;
                                /**
                                 * Format: date
                                 * @description Issued on this day (UTC) or earlier
                                 */
                                until?: string;
                            };
                            language: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Paragraphs that say what is looked for, in six languages, issued last first
         * @description Words are found in every form of their language; a row of words in quotation marks as it stands.
         */
        get: {
            parameters: {
                query: {
                    /** @description Words, “rows of words”, -not, begin* */
                    q: string;
                    /** @description Only texts in it; else in all languages of the body */
                    language?: string;
                    document?: string;
                    /** @description Also versions that a later one took the place of */
                    superseded?: "true";
                    /** @description Issued on this day (UTC) or later */
                    from?: string;
                    /** @description Issued on this day (UTC) or earlier */
                    until?: string;
                    /** @description Also the same paragraph in this language */
                    show?: string;
                    /** @description How many there are, up to 1000 */
                    count?: "true";
                    /** @description The `next` of the page before */
                    after?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Issued last first, then in the order of the text */
                            paragraphs: {
                                document: string;
                                language: string;
                                /** @description The entry that issued this version */
                                issue: number;
                                /** @description The file of the text: /api/blobs/{sha256} */
                                sha256: string;
                                received: string;
                                /** @description Its id, the same in every language; `title` for the title */
                                paragraph: string;
                                /** @description PP2, OP7bis */
                                label?: string;
                                words: string;
                                /** @description The words that were met, in UTF-16 units */
                                marks: [
                                    number,
                                    number
                                ][];
                                /** @enum {boolean} */
                                superseded?: true;
                                /** @description The newest words of the same paragraph in `show` */
                                aligned?: string;
                            }[];
                            /** @description The documents of these paragraphs, by id */
                            documents: {
                                [key: string]: {
                                    symbol?: string;
                                    titles: {
                                        [key: string]: string;
                                    };
                                };
                            };
                            /** @description By language, the words that were looked for */
                            asked: {
                                [key: string]: string[];
                            };
                            /** @description Give it as `after` for the next page */
                            next?: string;
                            count?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agreed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * For each paragraph of a document, earlier texts adopted by consensus that say the same or nearly
         * @description Runs of three words are compared, folded; no other model is asked. Only documents that are entered as adopted by consensus before this text came out count.
         */
        get: {
            parameters: {
                query: {
                    document: string;
                    /** @description Which of its language versions */
                    language: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description In the order of the text */
                            paragraphs: {
                                paragraph: string;
                                label?: string;
                                words: string;
                                /** @description It only repeats agreed language */
                                repeats: boolean;
                                /** @description The most alike first */
                                earlier: {
                                    document: string;
                                    symbol?: string;
                                    /** @description The day it was adopted by consensus */
                                    adopted: string;
                                    paragraph: string;
                                    label?: string;
                                    /** @description The same words, but for case, accents, punctuation and spaces */
                                    same: boolean;
                                    /** @description How alike: twice the runs of three words in common, by those of both */
                                    score: number;
                                    /** @description The share of this paragraph that the earlier one has */
                                    repeated: number;
                                    /** @description From the earlier words to these */
                                    spans: {
                                        /** @enum {string} */
                                        kind: "kept" | "inserted" | "deleted";
                                        text: string;
                                    }[];
                                }[];
                            }[];
                            /** @description The ids of those that only repeat */
                            repeating: string[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}/texts/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest text of a document in a language: HTML, DOCX, PDF/UA-1, Akoma Ntoso, Markdown, plain, JSON
         * @description The same text gives the same bytes. A DOCX carries the ids of its paragraphs: edited elsewhere, it is known again.
         */
        get: {
            parameters: {
                query?: {
                    form?: "html" | "docx" | "pdf" | "akn" | "md" | "txt" | "json";
                };
                header?: never;
                path: {
                    document: string;
                    language: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{document}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Two versions of a text, word by word; under embargo, for participants only
         * @description Paragraphs are found by id, else by their words; those that moved are recognised.
         */
        get: {
            parameters: {
                query: {
                    /** @description The file of a version of this document, or of another of the same work */
                    before: string;
                    /** @description 64 lower-case hex digits */
                    after: string;
                    /** @description Of both texts */
                    language: string;
                    /** @description Without paragraphs that are in both as they are */
                    only?: "changed";
                    /** @description The language of remarks */
                    reader?: string;
                };
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            counts: {
                                kept: number;
                                changed: number;
                                inserted: number;
                                deleted: number;
                                moved: number;
                                /** @description With another number */
                                relabelled: number;
                            };
                            /** @description One element: words that came in <ins>, words that went in <del> */
                            html: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every document of a session in all languages, with pages to read them by and their proof: a zip
         * @description The newest version of each language as it was issued, the other formats on the record, the forms that are asked for, a list in each language, and one dossier of all. Signed by the host; verified offline.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only documents of this organ */
                    organ?: string;
                    /** @description Forms to make of each text beside the files on the record, with commas: html, docx, pdf, akn, md, txt, json */
                    forms?: string;
                };
                header?: never;
                path: {
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description application/zip */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Procedures, opened last first */
        get: {
            parameters: {
                query?: {
                    open?: "true" | "false";
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            procedures: {
                                procedure: string;
                                /** @description The entry that opened it */
                                index: number;
                                /** @enum {string} */
                                kind: "room" | "silence";
                                /** @description As the act that opened it says */
                                subject: {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                matter: "substance" | "office" | "motion" | "appeal" | "waiver";
                                layer: string;
                                /**
                                 * @description Derived now from entries and time: `due` may be closed, `suspended` waits for a State
                                 * @enum {string}
                                 */
                                phase: "open" | "window" | "due" | "suspended" | "broken" | "adopted" | "rejected" | "withdrawn";
                                opened: {
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                    participant: string;
                                    person?: string;
                                };
                                /** @description RFC 3339, UTC */
                                deadline?: string;
                                closed?: {
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                    participant: string;
                                    person?: string;
                                    /** @enum {string} */
                                    outcome: "adopted" | "broken" | "rejected" | "withdrawn";
                                    items?: string[];
                                    entries: number;
                                    head: string;
                                };
                            }[];
                            /** @description Give it as `before` for the next page */
                            next?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{procedure}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One procedure: where it stands, what it rests on, and what you could do now
         * @description Who objects is shown where the procedure discloses it, and else to that State alone.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    procedure: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            procedure: string;
                            /** @description The entry that opened it */
                            index: number;
                            /** @enum {string} */
                            kind: "room" | "silence";
                            /** @description As the act that opened it says */
                            subject: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            matter: "substance" | "office" | "motion" | "appeal" | "waiver";
                            /** @enum {string} */
                            method: "consensus" | "vote";
                            items?: string[];
                            layer: string;
                            /** @enum {string} */
                            disclosure: "fact" | "paragraphs" | "state";
                            /**
                             * @description Derived now from entries and time: `due` may be closed, `suspended` waits for a State
                             * @enum {string}
                             */
                            phase: "open" | "window" | "due" | "suspended" | "broken" | "adopted" | "rejected" | "withdrawn";
                            opened: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                            };
                            reissues?: string;
                            reconsiders?: string;
                            /** @description RFC 3339, UTC */
                            deadline?: string;
                            deadlineReached?: boolean;
                            extensions: {
                                act: string;
                                hours: number;
                                cause: string;
                            }[];
                            objections: {
                                /** @description The act; the commitment in its leaf where the State is not named */
                                id: string;
                                /** @enum {string} */
                                how: "signed" | "paper";
                                unnamed: boolean;
                                /** @description Absent where the procedure does not disclose it to you */
                                participant?: string;
                                items?: string[];
                                /** @description RFC 3339, UTC */
                                at: string;
                                /** @description The act by which the chair vouched for it */
                                vouched?: string;
                                /** @description A withdrawal waits for the word of the chair */
                                waits: boolean;
                                ended?: {
                                    by: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                    /** @enum {string} */
                                    how: "withdrawn" | "confirmed";
                                };
                            }[];
                            /** @description Every position ever stated; the last one of a State is in force */
                            positions: {
                                participant: string;
                                /** @enum {string} */
                                position: "can-live-with" | "instructions-pending" | "object" | "reserve" | "support";
                                items?: string[];
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                            }[];
                            /** @description The position of each State in force, by State */
                            inForce: {
                                [key: string]: "can-live-with" | "instructions-pending" | "object" | "reserve" | "support";
                            };
                            tally?: {
                                for: number;
                                against: number;
                                abstain: number;
                            };
                            votes: {
                                participant: string;
                                /** @enum {string} */
                                vote: "abstain" | "against" | "for";
                                act: string;
                            }[];
                            present: string[];
                            quorum?: {
                                present: number;
                                needed: number;
                            };
                            /** @description To whoever presides: States that are present and whose line to this server was cut */
                            lines?: {
                                participant: string;
                                /** @description RFC 3339, UTC */
                                since: string;
                            }[];
                            announced?: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                                /** @description RFC 3339, UTC */
                                until: string;
                                /** @description Entered after the record could not be reached */
                                afterwards?: {
                                    /** @description RFC 3339, UTC */
                                    announced: string;
                                    /** @description RFC 3339, UTC */
                                    gavelled: string;
                                    present?: number;
                                };
                            };
                            rulings: string[];
                            /** @description Rules that the body set aside for it */
                            waived: string[];
                            /** @description Appeals that are decided first */
                            appeals: string[];
                            /** @description Items that nobody objects to, where it is decided item by item */
                            adoptable?: string[];
                            /** @description The offices that preside over it */
                            presides: string[];
                            /** @description What the gavel names */
                            stream: {
                                entries: number;
                                head: string;
                            };
                            closed?: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                                /** @enum {string} */
                                outcome: "adopted" | "broken" | "rejected" | "withdrawn";
                                items?: string[];
                                entries: number;
                                head: string;
                            };
                            /** @description The act that put adopted rules into force */
                            inForceBy?: string;
                            /** @description What States said of it in their own name */
                            statements: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                                /** @enum {string} */
                                kind: "dissociation" | "explanation" | "reservation";
                                paragraphs?: string[];
                                text?: {
                                    language: string;
                                    file: {
                                        sha256: string;
                                        size: number;
                                    };
                                };
                                /** @description Said before the procedure was closed */
                                before: boolean;
                                /** @description Withdrawn by its State */
                                ended?: {
                                    by: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                };
                            }[];
                            /** @description What is to be done by it */
                            mandates: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                                mandate: string;
                                titles: {
                                    [key: string]: string;
                                };
                                owner: {
                                    /** @enum {string} */
                                    office: "chair" | "facilitator" | "secretary";
                                } | {
                                    participant: string;
                                } | {
                                    /** @enum {boolean} */
                                    body: true;
                                };
                                paragraphs?: string[];
                                text?: {
                                    sha256: string;
                                    size: number;
                                };
                                /** @description RFC 3339, UTC */
                                due?: string;
                                /** @description Its date has passed, and it is neither done nor ended */
                                overdue: boolean;
                                /** @enum {string} */
                                state: "given" | "under-way" | "done" | "ended";
                                moves: {
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                    participant: string;
                                    person?: string;
                                    /** @enum {string} */
                                    state: "given" | "under-way" | "done" | "ended";
                                    /** @description RFC 3339, UTC */
                                    due?: string;
                                    note?: string;
                                }[];
                            }[];
                            /** @description Evidence that the draft reached each State. Who reads is not watched: a State gives what it wants to */
                            delivery: {
                                participant: string;
                                /** @description What the secretariat says that it sent */
                                sent: {
                                    act: string;
                                    /** @enum {string} */
                                    by: "e-mail" | "letter" | "note-verbale" | "portal";
                                    /** @description RFC 3339, UTC */
                                    sent: string;
                                    note?: {
                                        number: string;
                                        sha256?: string;
                                    };
                                }[];
                                /** @description What the State itself says */
                                acknowledged?: {
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                };
                            }[];
                            /** @description What you could do now, each with the answer of the rules; empty without a session */
                            can: {
                                type: string;
                                data: {
                                    [key: string]: unknown;
                                };
                                answer: {
                                    allowed: boolean;
                                    rule: string;
                                    /** @description The number of the rule in the rules of the body */
                                    number?: string;
                                    /** @description What the rule says, by language */
                                    title?: {
                                        [key: string]: string;
                                    };
                                    why?: string;
                                    allowedWhen?: string;
                                    /** @description Both by language, where there are words for it */
                                    reasons?: {
                                        [key: string]: {
                                            why: string;
                                            allowedWhen: string;
                                        };
                                    };
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{procedure}/compendium": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The compendium of a decision: what States said of it, in their own words */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    procedure: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            procedure: string;
                            /** @description As the act that opened it says */
                            subject: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            outcome?: "adopted" | "broken" | "rejected" | "withdrawn";
                            /** @description RFC 3339, UTC */
                            closed?: string;
                            statements: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                                /** @enum {string} */
                                kind: "dissociation" | "explanation" | "reservation";
                                paragraphs?: string[];
                                text?: {
                                    language: string;
                                    file: {
                                        sha256: string;
                                        size: number;
                                    };
                                };
                                /** @description Said before the procedure was closed */
                                before: boolean;
                                /** @description Withdrawn by its State */
                                ended?: {
                                    by: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                };
                                /** @description As the State wrote them */
                                words?: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mandates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to do by decisions of the body: by whom, until when, how far it is */
        get: {
            parameters: {
                query?: {
                    state?: "given" | "under-way" | "done" | "ended";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The mandate of the body, and those that it adopted since */
                            texts: {
                                sha256: string;
                                /** @description The founding, or the gavel */
                                act: string;
                                procedure?: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                            }[];
                            mandates: {
                                procedure: string;
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                person?: string;
                                mandate: string;
                                titles: {
                                    [key: string]: string;
                                };
                                owner: {
                                    /** @enum {string} */
                                    office: "chair" | "facilitator" | "secretary";
                                } | {
                                    participant: string;
                                } | {
                                    /** @enum {boolean} */
                                    body: true;
                                };
                                paragraphs?: string[];
                                text?: {
                                    sha256: string;
                                    size: number;
                                };
                                /** @description RFC 3339, UTC */
                                due?: string;
                                /** @description Its date has passed, and it is neither done nor ended */
                                overdue: boolean;
                                /** @enum {string} */
                                state: "given" | "under-way" | "done" | "ended";
                                moves: {
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                    participant: string;
                                    person?: string;
                                    /** @enum {string} */
                                    state: "given" | "under-way" | "done" | "ended";
                                    /** @description RFC 3339, UTC */
                                    due?: string;
                                    note?: string;
                                }[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is agreed, who may speak, when a change may be proposed, what is pending */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The rules in force, and what put them into force */
                            rules: {
                                sha256: string;
                                act: string;
                            };
                            offices: {
                                /** @enum {string} */
                                office: "chair" | "facilitator" | "secretary";
                                participant: string;
                                person: string;
                                act: string;
                            }[];
                            agreed: {
                                procedure: string;
                                subject: {
                                    [key: string]: unknown;
                                };
                                items?: string[];
                                /** @description RFC 3339, UTC */
                                at: string;
                            }[];
                            maySpeak: {
                                presides: {
                                    layer: string;
                                    offices: string[];
                                }[];
                            };
                            mayPropose: {
                                tables: ("chair" | "facilitator" | "secretary" | "secretariat" | "state")[];
                                opens: {
                                    [key: string]: ("chair" | "facilitator" | "secretary" | "secretariat" | "state")[];
                                };
                            };
                            /** @description What a procedure can be opened with */
                            terms: {
                                layers: string[];
                                disclosure: ("fact" | "paragraphs" | "state")[];
                                waivable: string[];
                                /** @description In which a text is issued before it is decided on */
                                languages: string[];
                                /** @description Matters that silence can decide */
                                bySilence: string[];
                                /** @description The first whole hour at which a silence that opens now may end */
                                earliest?: string;
                            };
                            pending: {
                                procedure: string;
                                phase: string;
                                /** @description RFC 3339, UTC */
                                until?: string;
                                /** @description Who does what next, by language */
                                waitsFor: {
                                    [key: string]: string;
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/can": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the rules would say if you did this now
         * @description Nothing is signed and nothing changes: the answer names the rule, and what would make it allowed.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        type: string;
                        data: {
                            [key: string]: unknown;
                        };
                        base?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            allowed: boolean;
                            rule: string;
                            /** @description The number of the rule in the rules of the body */
                            number?: string;
                            /** @description What the rule says, by language */
                            title?: {
                                [key: string]: string;
                            };
                            why?: string;
                            allowedWhen?: string;
                            /** @description Both by language, where there are words for it */
                            reasons?: {
                                [key: string]: {
                                    why: string;
                                    allowedWhen: string;
                                };
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clearances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drafts that your State is clearing, the newest first
         * @description Off the record: seen by your State alone, in no export, removed when you say so.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            clearances: {
                                clearance: string;
                                /** @description RFC 3339, UTC, three decimals */
                                opened: string;
                                openedBy: string;
                                /** @description RFC 3339, UTC, three decimals */
                                last: string;
                                items: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Put a sealed item; the first of its thread opens a clearance */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        header: {
                            message: string;
                            thread: string;
                            from: {
                                participant: string;
                                contact: string;
                            };
                            marking: {
                                scheme: string;
                                label: string;
                            };
                            /** @enum {boolean} */
                            exercise: false;
                        };
                        /** @description Put at /api/blobs/{sha256} before */
                        ciphertext: {
                            sha256: string;
                            size: number;
                        };
                        /** @default [] */
                        attachments?: {
                            sha256: string;
                            size: number;
                        }[];
                        to: {
                            participant: string;
                            contact: string;
                            /** @description Fingerprint that it was sealed to */
                            key: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            header: {
                                message: string;
                                thread: string;
                                from: {
                                    participant: string;
                                    contact: string;
                                };
                                marking: {
                                    scheme: string;
                                    label: string;
                                };
                                /** @enum {boolean} */
                                exercise: false;
                            };
                            /** @description Put at /api/blobs/{sha256} before */
                            ciphertext: {
                                sha256: string;
                                size: number;
                            };
                            attachments: {
                                sha256: string;
                                size: number;
                            }[];
                            to: {
                                participant: string;
                                contact: string;
                                /** @description Fingerprint that it was sealed to */
                                key: string;
                            }[];
                            message: string;
                            /** @description Who put it here, as the host saw it; `root` for the root */
                            person: string;
                            /** @description RFC 3339, UTC, three decimals */
                            received: string;
                            /** @description How long the record was then: keys are those of that time */
                            index: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clearances/{clearance}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sealed items of one draft: versions, comments, verdicts
         * @description Ciphertexts are at /api/blobs/{sha256}; only keys of your State open them.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clearance: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            clearance: string;
                            openedBy: string;
                            mayRemove: boolean;
                            /** @description In the order in which they came */
                            items: {
                                header: {
                                    message: string;
                                    thread: string;
                                    from: {
                                        participant: string;
                                        contact: string;
                                    };
                                    marking: {
                                        scheme: string;
                                        label: string;
                                    };
                                    /** @enum {boolean} */
                                    exercise: false;
                                };
                                /** @description Put at /api/blobs/{sha256} before */
                                ciphertext: {
                                    sha256: string;
                                    size: number;
                                };
                                attachments: {
                                    sha256: string;
                                    size: number;
                                }[];
                                to: {
                                    participant: string;
                                    contact: string;
                                    /** @description Fingerprint that it was sealed to */
                                    key: string;
                                }[];
                                message: string;
                                /** @description Who put it here, as the host saw it; `root` for the root */
                                person: string;
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                /** @description How long the record was then: keys are those of that time */
                                index: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Remove a clearance with everything that was sealed in it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clearance: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Informal consultations that your State has part in, the newest first
         * @description Off the record: seen by those States alone, in no log and no export. Removed when whoever opened one says so, and seven days after what it is about has closed.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A text under negotiation, or a procedure */
                    about?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            consultations: {
                                consultation: string;
                                /**
                                 * @description `sounding`: a State and whoever presides; `group`: a small group of States
                                 * @enum {string}
                                 */
                                kind: "sounding" | "group";
                                /** @description A text under negotiation, or a procedure */
                                about: string;
                                /** @description The States whose contacts read it */
                                among: string[];
                                /** @description RFC 3339, UTC, three decimals */
                                opened: string;
                                openedBy: {
                                    participant: string;
                                    person: string;
                                };
                                /** @description What it is about has closed: when it is removed */
                                ends?: string;
                                /** @description RFC 3339, UTC, three decimals */
                                last: string;
                                items: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Put a sealed item; the first of its thread opens a consultation among those it is sealed to */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        header: {
                            message: string;
                            thread: string;
                            from: {
                                participant: string;
                                contact: string;
                            };
                            marking: {
                                scheme: string;
                                label: string;
                            };
                            /** @enum {boolean} */
                            exercise: false;
                        };
                        to: {
                            participant: string;
                            contact: string;
                            /** @description Fingerprint that it was sealed to */
                            key: string;
                        }[];
                        /** @description The sealed item, base64url */
                        ciphertext: string;
                        /**
                         * @description `sounding`: a State and whoever presides; `group`: a small group of States
                         * @enum {string}
                         */
                        kind: "sounding" | "group";
                        /** @description A text under negotiation, or a procedure */
                        about: string;
                        /** @description With kind, about and the States it is sealed to, the id of the thread follows from it */
                        nonce: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            header: {
                                message: string;
                                thread: string;
                                from: {
                                    participant: string;
                                    contact: string;
                                };
                                marking: {
                                    scheme: string;
                                    label: string;
                                };
                                /** @enum {boolean} */
                                exercise: false;
                            };
                            to: {
                                participant: string;
                                contact: string;
                                /** @description Fingerprint that it was sealed to */
                                key: string;
                            }[];
                            /** @description The sealed item, base64url */
                            ciphertext: string;
                            message: string;
                            /** @description Who put it here, as the host saw it; `root` for the root */
                            person: string;
                            /** @description RFC 3339, UTC, three decimals */
                            received: string;
                            /** @description How long the record was then: keys are those of that time */
                            index: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/about/{about}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a consultation about a text or a procedure can begin, and who presides over that */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description A text under negotiation, or a procedure */
                    about: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A text under negotiation, or a procedure */
                            about: string;
                            /** @description Whether a consultation about it can begin */
                            open: boolean;
                            /** @description The participants whose persons preside over it now */
                            presiding: string[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consultations/{consultation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sealed items of a consultation: texts, words, positions
         * @description Only keys of the States that have part in it open them.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    consultation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            consultation: string;
                            /**
                             * @description `sounding`: a State and whoever presides; `group`: a small group of States
                             * @enum {string}
                             */
                            kind: "sounding" | "group";
                            /** @description A text under negotiation, or a procedure */
                            about: string;
                            /** @description The States whose contacts read it */
                            among: string[];
                            /** @description RFC 3339, UTC, three decimals */
                            opened: string;
                            openedBy: {
                                participant: string;
                                person: string;
                            };
                            /** @description What it is about has closed: when it is removed */
                            ends?: string;
                            mayRemove: boolean;
                            /** @description In the order in which they came */
                            items: {
                                header: {
                                    message: string;
                                    thread: string;
                                    from: {
                                        participant: string;
                                        contact: string;
                                    };
                                    marking: {
                                        scheme: string;
                                        label: string;
                                    };
                                    /** @enum {boolean} */
                                    exercise: false;
                                };
                                to: {
                                    participant: string;
                                    contact: string;
                                    /** @description Fingerprint that it was sealed to */
                                    key: string;
                                }[];
                                /** @description The sealed item, base64url */
                                ciphertext: string;
                                message: string;
                                /** @description Who put it here, as the host saw it; `root` for the root */
                                person: string;
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                /** @description How long the record was then: keys are those of that time */
                                index: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Remove a consultation with everything that was sealed in it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    consultation: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How your State keeps its keys: settings, what is due, what was noted
         * @description Off the record: seen by your State alone, in no export.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rule: {
                                drillDays: number;
                                rotateDays: number;
                                keepDays?: number;
                                /** @description When a new or shorter retention begins to count */
                                keepFrom?: string;
                                /** @description False while these are what everybody begins with */
                                isSet: boolean;
                            };
                            recovery?: {
                                fingerprint: string;
                                /** @description RFC 3339, UTC, three decimals */
                                certified: string;
                                postQuantum: boolean;
                                /** @description RFC 3339, UTC, three decimals */
                                expires?: string;
                                /** @description When it is to be tried, or replaced, again */
                                due: string;
                                isOverdue: boolean;
                                /** @description The last time somebody noted a drill */
                                drilled?: string;
                            };
                            keys: {
                                fingerprint: string;
                                /** @description RFC 3339, UTC, three decimals */
                                certified: string;
                                postQuantum: boolean;
                                /** @description RFC 3339, UTC, three decimals */
                                expires?: string;
                                /** @description When it is to be tried, or replaced, again */
                                due: string;
                                isOverdue: boolean;
                                contact: string;
                                /** @description Whether the State takes no message without a post-quantum seal */
                                demanded: boolean;
                                /** @description When old messages were last wrapped again for this contact */
                                wraps?: string;
                            }[];
                            /** @description Whether you may change the settings */
                            mayRule: boolean;
                            /** @description Newest first */
                            notes: {
                                /** @enum {string} */
                                kind: "drilled" | "drill-failed" | "rewrapped" | "handed-over" | "destroyed" | "left";
                                /** @description The fingerprint of a key, the id of a contact or of a person */
                                subject: string;
                                says: string;
                                /** @description The office that looked on */
                                witness?: string;
                                /** @description Who noted it; `root` for the root */
                                person: string;
                                /** @description RFC 3339, UTC, three decimals */
                                noted: string;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/custody/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how often keys are tried and replaced, and how long sealed messages are kept here */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description How often the recovery key is to be opened and tried */
                        drillDays: number;
                        /** @description How old a key may become before it is to be replaced */
                        rotateDays: number;
                        /** @description How long the host keeps sealed messages of yours; without it, as long as the body lasts */
                        keepDays?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/custody/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note a drill, a new wrapping, a hand-over or a destruction */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "drilled" | "drill-failed" | "rewrapped" | "handed-over" | "destroyed" | "left";
                        /** @description The fingerprint of a key, the id of a contact or of a person */
                        subject: string;
                        /**
                         * @description In a few words; no names of people
                         * @default
                         */
                        says?: string;
                        /** @description The office that looked on */
                        witness?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/custody/contacts/{contact}/wraps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a contact of your State wrapped again: ciphertext that its new key opens */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {number} */
                            v: 1;
                            contact: string;
                            header: {
                                message: string;
                                thread: string;
                                from: {
                                    participant: string;
                                    contact: string;
                                };
                                marking: {
                                    scheme: string;
                                    label: string;
                                };
                                /** @enum {boolean} */
                                exercise: false;
                            };
                            ciphertext: string;
                            keys: string;
                        };
                    };
                };
                /** @description Your State keeps nothing of it here */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Keep what a contact wrapped again: what was there before is replaced */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        v: 1;
                        contact: string;
                        header: {
                            message: string;
                            thread: string;
                            from: {
                                participant: string;
                                contact: string;
                            };
                            marking: {
                                scheme: string;
                                label: string;
                            };
                            /** @enum {boolean} */
                            exercise: false;
                        };
                        ciphertext: string;
                        keys: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Remove it: old messages close for good */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    contact: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/negotiations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Texts under negotiation, opened last first */
        get: {
            parameters: {
                query?: {
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            negotiations: {
                                document: string;
                                index: number;
                                titles: {
                                    [key: string]: string;
                                };
                                symbol?: string;
                                language: string;
                                /** @description As the rules of the body name it: informals, committee, plenary */
                                layer: string;
                                base: string;
                                /** @description The SHA-256 of the text as it stands */
                                text: string;
                                /** @enum {string} */
                                closed?: "discontinued" | "put-to-decision";
                            }[];
                            /** @description Give it as `before` for the next page */
                            next?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/negotiations/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One negotiation: what collides, where each paragraph stands, every proposal and position */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: string;
                            index: number;
                            titles: {
                                [key: string]: string;
                            };
                            symbol?: string;
                            language: string;
                            /** @description As the rules of the body name it: informals, committee, plenary */
                            layer: string;
                            base: string;
                            /** @description The SHA-256 of the text as it stands */
                            text: string;
                            /** @enum {string} */
                            closed?: "discontinued" | "put-to-decision";
                            opened: string;
                            /** @description The offices that preside in this layer */
                            presides: string[];
                            accepted: {
                                act: string;
                                proposals: string[];
                                text: string;
                            }[];
                            /** @description Open proposals that cannot all be taken as they are, place by place */
                            collisions: {
                                /** @enum {string} */
                                why: "words" | "paragraph" | "order" | "same";
                                at: string;
                                label?: string;
                                from?: number;
                                to?: number;
                                words?: string;
                                proposals: string[];
                            }[];
                            /** @description Those on which something was proposed, stated or marked, in the order of the text */
                            paragraphs: {
                                paragraph: string;
                                label?: string;
                                /** @description In the layer of the negotiation; absent where nothing was said */
                                agreement?: {
                                    /** @enum {string} */
                                    kind: "pending" | "agreed" | "ad-referendum" | "pending-delegations" | "subject-to" | "reopened";
                                    /** @description RFC 3339, UTC */
                                    until?: string;
                                    participants?: string[];
                                    paragraphs?: string[];
                                    reason?: string;
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                };
                                /** @description By layer */
                                layers: {
                                    [key: string]: {
                                        /** @enum {string} */
                                        kind: "pending" | "agreed" | "ad-referendum" | "pending-delegations" | "subject-to" | "reopened";
                                        /** @description RFC 3339, UTC */
                                        until?: string;
                                        participants?: string[];
                                        paragraphs?: string[];
                                        reason?: string;
                                        act: string;
                                        /** @description RFC 3339, UTC */
                                        at: string;
                                    };
                                };
                                /** @description Open proposals on it */
                                open: string[];
                                positions: {
                                    participant: string;
                                    /** @enum {string} */
                                    position: "can-live-with" | "instructions-pending" | "object" | "reserve" | "support";
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                }[];
                                /** @description What it waits for still */
                                waitsFor?: {
                                    participants: string[];
                                    paragraphs: string[];
                                    /** @description RFC 3339, UTC */
                                    until?: string;
                                };
                                /** @description Paragraphs that depend on this one and are not agreed */
                                unlocks: string[];
                            }[];
                            proposals: {
                                proposal: string;
                                act: string;
                                index: number;
                                /** @description RFC 3339, UTC */
                                received: string;
                                /** @enum {string} */
                                fate: "accepted" | "pending" | "replaced" | "set-aside" | "withdrawn";
                                /** @description The State in whose name it was recorded and that has not confirmed it */
                                unconfirmed?: string;
                                /** @description Who proposed it and who co-sponsors it */
                                sponsors: string[];
                                supporters: string[];
                                paragraphs: string[];
                                brings: string[];
                                /** @description The SHA-256 of its file: GET /api/blobs/<sha256> */
                                content: string;
                                /** @description The language that it was proposed in */
                                original?: string;
                                reason?: {
                                    [key: string]: string;
                                };
                                replaces?: string;
                                /** @description The position of each State in force */
                                positions: {
                                    participant: string;
                                    /** @enum {string} */
                                    position: "can-live-with" | "instructions-pending" | "object" | "reserve" | "support";
                                    act: string;
                                    /** @description RFC 3339, UTC */
                                    at: string;
                                }[];
                                /** @description Of an open one: whether it can be made on the text as it stands, and if not, where */
                                standing?: {
                                    clean: boolean;
                                    conflicts: {
                                        /** @description Which change of the proposal, from 0 */
                                        change: number;
                                        /** @enum {string} */
                                        why: "words" | "same" | "gone" | "moved" | "form" | "twice" | "spelling" | "whole";
                                        /** @description The paragraph */
                                        at: string;
                                        /** @description UTF-16 units of its words as they stand now */
                                        from?: number;
                                        to?: number;
                                        /** @description The words that stand there now */
                                        words?: string;
                                    }[];
                                    /** @description It stands after something that came to the same place first */
                                    reordered: boolean;
                                };
                                /** @description Signs and words in it that are not what they seem */
                                odd: {
                                    /** @enum {string} */
                                    kind: "bidi-control" | "invisible" | "mixed-scripts";
                                    words: string;
                                }[];
                            }[];
                            /** @description Every position ever stated, in order; the last one of a State is in force */
                            positions: {
                                act: string;
                                /** @description RFC 3339, UTC */
                                at: string;
                                participant: string;
                                /** @enum {string} */
                                position: "can-live-with" | "instructions-pending" | "object" | "reserve" | "support";
                                proposals: string[];
                                paragraphs: string[];
                                note?: string;
                                /** @description Who stated exactly this, each by its own act */
                                signed: string[];
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/negotiations/{document}/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The text as rolling text, compilation, clean, with a trace of every change, or in two languages
         * @description All views are of the same facts: each names the text that it shows.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The language of what is said beside the text; default: its own */
                    words?: string;
                    /** @description Of `sides`: the other language. Of `rolling`: the language to stand beside it */
                    with?: string;
                    /** @description Of `streamlined` and `clean`: another text of the document, as it was issued or stood once; default: as it stands */
                    text?: string;
                };
                header?: never;
                path: {
                    document: string;
                    view: "rolling" | "compilation" | "clean" | "streamlined" | "sides";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            view: "rolling" | "compilation" | "clean" | "streamlined" | "sides";
                            language: string;
                            /** @description The SHA-256 of the text as it stands: the view is of exactly this text */
                            text: string;
                            html: string;
                            /** @description The same as data */
                            data: {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/negotiations/{document}/proposals.docx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text with every open proposal as tracked changes, one author for each State */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/negotiations/{document}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What would come of a step of whoever presides: the text, and what becomes of other proposals
         * @description Of proposals that are accepted, of a version put on the table, or of the last acceptance taken back.
         */
        get: {
            parameters: {
                query?: {
                    /** @description They are accepted; separated by commas */
                    proposals?: string;
                    /** @description This version of the document is put on the table */
                    text?: string;
                    /** @description The last acceptance is taken back */
                    back?: "true";
                    /** @description The language of what is said beside the text */
                    words?: string;
                };
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The text as it stands */
                            on: string;
                            /** @description The SHA-256 of the text that would come out */
                            result?: string;
                            conflicts: {
                                proposal: string;
                                /** @description Which change of the proposal, from 0 */
                                change: number;
                                /** @enum {string} */
                                why: "words" | "same" | "gone" | "moved" | "form" | "twice" | "spelling" | "whole";
                                /** @description The paragraph */
                                at: string;
                                /** @description UTF-16 units of its words as they stand now */
                                from?: number;
                                to?: number;
                                /** @description The words that stand there now */
                                words?: string;
                            }[];
                            /** @description The paragraphs that would stand otherwise */
                            changed: {
                                paragraph: string;
                                label?: string;
                            }[];
                            /** @description Agreed ones among them: no new version may change those */
                            agreed: string[];
                            /** @description Other open proposals that would be moved over it, come in conflict with it, or in order again */
                            others: {
                                proposal: string;
                                /** @enum {string} */
                                becomes: "moved" | "in-conflict" | "clean";
                                conflicts: {
                                    /** @description Which change of the proposal, from 0 */
                                    change: number;
                                    /** @enum {string} */
                                    why: "words" | "same" | "gone" | "moved" | "form" | "twice" | "spelling" | "whole";
                                    /** @description The paragraph */
                                    at: string;
                                    /** @description UTF-16 units of its words as they stand now */
                                    from?: number;
                                    to?: number;
                                    /** @description The words that stand there now */
                                    words?: string;
                                }[];
                            }[];
                            /** @description What would change, word by word */
                            html: string;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/negotiations/{document}/can": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you could do with this text now, each with the answer of the rules
         * @description Also where the text is not under negotiation: then it says who may open one.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            document: string;
                            /** @description Whether you preside in the layer of the negotiation */
                            presides: boolean;
                            /** @description The newest text of each language, by SHA-256 */
                            newest: {
                                [key: string]: string;
                            };
                            /** @description The layers that the rules know */
                            layers: string[];
                            /** @description What you could do now, each with the answer of the rules; what is only known later is not in it */
                            can: {
                                type: string;
                                data: {
                                    [key: string]: unknown;
                                };
                                answer: {
                                    allowed: boolean;
                                    rule: string;
                                    /** @description The number of the rule in the rules of the body */
                                    number?: string;
                                    /** @description What the rule says, by language */
                                    title?: {
                                        [key: string]: string;
                                    };
                                    why?: string;
                                    allowedWhen?: string;
                                    /** @description Both by language, where there are words for it */
                                    reasons?: {
                                        [key: string]: {
                                            why: string;
                                            allowedWhen: string;
                                        };
                                    };
                                };
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exercises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exercises that your State controls, the newest first
         * @description Off the record: seen by those who control them, in no export, removed when they say so.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            exercises: {
                                exercise: string;
                                /** @description The States whose contacts read the plan */
                                control: string[];
                                /** @description RFC 3339, UTC, three decimals */
                                opened: string;
                                openedBy: {
                                    participant: string;
                                    person: string;
                                };
                                /** @description RFC 3339, UTC, three decimals */
                                last: string;
                                items: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Put a sealed item; the first of its thread opens an exercise */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        header: {
                            message: string;
                            thread: string;
                            from: {
                                participant: string;
                                contact: string;
                            };
                            marking: {
                                scheme: string;
                                label: string;
                            };
                            /** @enum {boolean} */
                            exercise: true;
                        };
                        to: {
                            participant: string;
                            contact: string;
                            /** @description Fingerprint that it was sealed to */
                            key: string;
                        }[];
                        /** @description The sealed item, base64url */
                        ciphertext: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            header: {
                                message: string;
                                thread: string;
                                from: {
                                    participant: string;
                                    contact: string;
                                };
                                marking: {
                                    scheme: string;
                                    label: string;
                                };
                                /** @enum {boolean} */
                                exercise: true;
                            };
                            to: {
                                participant: string;
                                contact: string;
                                /** @description Fingerprint that it was sealed to */
                                key: string;
                            }[];
                            /** @description The sealed item, base64url */
                            ciphertext: string;
                            message: string;
                            /** @description Who put it here, as the host saw it; `root` for the root */
                            person: string;
                            /** @description RFC 3339, UTC, three decimals */
                            received: string;
                            /** @description How long the record was then: keys are those of that time */
                            index: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exercises/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The threads of exercises of your State, newest first
         * @description Real ones are at /api/exchange/threads, and never here.
         */
        get: {
            parameters: {
                query?: {
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            threads: {
                                thread: string;
                                messages: number;
                                /** @description Messages to you that nobody of yours has acknowledged */
                                unacknowledged: number;
                                last: {
                                    index: number;
                                    /** @description RFC 3339, UTC, three decimals */
                                    received: string;
                                    header: {
                                        message: string;
                                        thread: string;
                                        from: {
                                            participant: string;
                                            contact: string;
                                        };
                                        marking: {
                                            scheme: string;
                                            label: string;
                                        };
                                        exercise: boolean;
                                        /** @description RFC 3339, UTC, three decimals */
                                        deadline?: string;
                                    };
                                };
                            }[];
                            /** @description Give it as `before` for the next page */
                            next?: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exercises/{exercise}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sealed items of an exercise: plan, clock, notes
         * @description Only keys of those who control it open them.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exercise: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            exercise: string;
                            /** @description The States whose contacts read the plan */
                            control: string[];
                            /** @description RFC 3339, UTC, three decimals */
                            opened: string;
                            openedBy: {
                                participant: string;
                                person: string;
                            };
                            mayRemove: boolean;
                            /** @description The clock of the host, by which the clock of the exercise runs */
                            now: string;
                            /** @description In the order in which they came */
                            items: {
                                header: {
                                    message: string;
                                    thread: string;
                                    from: {
                                        participant: string;
                                        contact: string;
                                    };
                                    marking: {
                                        scheme: string;
                                        label: string;
                                    };
                                    /** @enum {boolean} */
                                    exercise: true;
                                };
                                to: {
                                    participant: string;
                                    contact: string;
                                    /** @description Fingerprint that it was sealed to */
                                    key: string;
                                }[];
                                /** @description The sealed item, base64url */
                                ciphertext: string;
                                message: string;
                                /** @description Who put it here, as the host saw it; `root` for the root */
                                person: string;
                                /** @description RFC 3339, UTC, three decimals */
                                received: string;
                                /** @description How long the record was then: keys are those of that time */
                                index: number;
                            }[];
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Remove an exercise with everything that was sealed in it; what it sent stays on the record */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exercise: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/about.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which body this is, and how to verify it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            url: string;
                            /** @description The id of the body: that of its founding act */
                            body: string;
                            name: {
                                [key: string]: string;
                            };
                            /** @description The origin of its log */
                            origin: string;
                            /** @description The verification key of its log, as a note verifier key */
                            key: string;
                            languages: string[];
                            /** @description Where passkeys of this body belong to (WebAuthn rpId) */
                            rpIds: string[];
                            /** @description Addresses at which they may be used */
                            origins: string[];
                            entries: number;
                            demo: boolean;
                            /** @description Fewer States have confirmed the founding than it asks for */
                            provisional: boolean;
                            /** @description The newest checkpoint that meets the witness policy of this host, and as of when */
                            fresh?: {
                                size: number;
                                at: string;
                            };
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A problem (RFC 9457). Further members depend on the code. */
        Problem: {
            /** @description Address of the page that explains the code */
            type: string;
            /** @description In the language asked for by Accept-Language */
            title: string;
            status: number;
            /** @description <room>.<state-in-kebab-case>, never reused */
            code: string;
            detail?: string;
            /** @description The rule that refused */
            rule?: string;
            /** @description When the same act would be allowed */
            allowedWhen?: unknown;
            /** @description Why, and when it would be allowed, by language where there are words for it */
            reasons?: unknown;
            /** @description Names this request */
            instance: string;
        };
    };
    responses: {
        /** @description A refusal or failure */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
