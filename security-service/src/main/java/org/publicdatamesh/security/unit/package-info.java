/** Units: the rules of their records, the declared file, the table, the REST interface. */
@NullMarked
package org.publicdatamesh.security.unit;

import org.jspecify.annotations.NullMarked;
