package org.publicdatamesh.audit.query;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Proof that an event is in the log, to be checked without this service: hash the leaf, fold the proof, compare with the
 * root in the checkpoint, and check the checkpoint's signatures.
 *
 * @param eventId the event
 * @param leafIndex its place in the log
 * @param leaf the leaf; its bytes are this text in UTF-8
 * @param proof inclusion proof (RFC 6962 section 2.1.1), from the leaf upward, each hash in base64
 * @param treeSize size of the tree that the proof is for
 * @param checkpoint signed checkpoint of that size (C2SP tlog-checkpoint)
 */
@Schema(name = "Receipt")
record Receipt(UUID eventId, long leafIndex, String leaf, List<String> proof, long treeSize, String checkpoint) {}
