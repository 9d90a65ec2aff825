/**
 * Joint compilation (Art. 9): base entries are led by the authority, theme and special entries by a unit with co-units, each of which
 * confirms its part as it stands before the lead's supervisor passes the entry on. The rules are in {@link JointRules} and
 * {@link PartState}, what is confirmed in {@link Part}.
 */
@NullMarked
package org.publicdatamesh.catalog.joint;

import org.jspecify.annotations.NullMarked;
