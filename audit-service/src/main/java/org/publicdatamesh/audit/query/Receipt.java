package org.publicdatamesh.audit.query;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Proof that an event is in the log, to be checked without this service: hash the leaf, fold the proof, compare with the
 * root in the checkpoint, and check the checkpoint's signatures.
 *
 * @param eventId the event
 * @param leafIndex its place in the log
 * @param leaf the leaf; its bytes are this text in UTF-8
 * @param data the event's data as canonical JSON, with commitments in place of what identifies a person; SM3 of its bytes
 *     is the leaf's {@code sm3}. Absent once its retention has ended
 * @param proof inclusion proof (RFC 6962 section 2.1.1), from the leaf upward, each hash in base64
 * @param treeSize size of the tree that the proof is for
 * @param checkpoint signed checkpoint of that size (C2SP tlog-checkpoint)
 */
@Schema(name = "Receipt")
record Receipt(
        UUID eventId,
        long leafIndex,
        String leaf,
        @Nullable String data,
        List<String> proof,
        long treeSize,
        String checkpoint) {}
