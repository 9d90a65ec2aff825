/** Breaches of duties that the record shows (Art. 44): a row and an event for each, and the list for auditors. */
@NullMarked
package org.publicdatamesh.audit.finding;

import org.jspecify.annotations.NullMarked;
