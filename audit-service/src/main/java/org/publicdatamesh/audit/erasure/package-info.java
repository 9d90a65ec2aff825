/**
 * Erasure of personal values from the record, ordered by the authority (Personal Information Protection Law, Art. 47). What
 * leaves commit to can no longer be read; leaves, proofs and the erasure itself stay.
 */
@NullMarked
package org.publicdatamesh.audit.erasure;

import org.jspecify.annotations.NullMarked;
