/**
 * Signed texts as C2SP {@code signed-note}: a person reads them, and whoever has the verifier key checks them offline. The
 * log's checkpoints and certificates of registration are such notes.
 */
@NullMarked
package org.publicdatamesh.kit.note;

import org.jspecify.annotations.NullMarked;
