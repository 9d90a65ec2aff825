/**
 * What a record of an event holds: its leaf as canonical JSON, personal values as salted commitments in it, and the values
 * themselves outside, under a key for each person, so that erasure leaves every proof intact.
 */
@NullMarked
package org.publicdatamesh.audit.record;

import org.jspecify.annotations.NullMarked;
