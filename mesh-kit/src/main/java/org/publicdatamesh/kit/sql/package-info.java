/** Plain SQL within the session of a transaction, for statements that are run for each event, and computing beside it. */
@NullMarked
package org.publicdatamesh.kit.sql;

import org.jspecify.annotations.NullMarked;
