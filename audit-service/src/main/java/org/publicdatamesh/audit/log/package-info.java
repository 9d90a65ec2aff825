/**
 * The append-only Merkle log, without any framework: hashing and proofs as in RFC 6962, the file layout of C2SP
 * {@code tlog-tiles}, checkpoints of C2SP {@code tlog-checkpoint} signed as C2SP {@code signed-note} with an Ed25519 line
 * for existing clients and an SM2 line beside it. {@link LogFolder} writes, {@link LogVerifier} checks offline,
 * {@link VerifyLog} is the command.
 */
@NullMarked
package org.publicdatamesh.audit.log;

import org.jspecify.annotations.NullMarked;
