/** Rights in data: who holds, processes and operates, registered apart, each with a certificate (Art. 34). */
@NullMarked
package org.publicdatamesh.catalog.rights;

import org.jspecify.annotations.NullMarked;
