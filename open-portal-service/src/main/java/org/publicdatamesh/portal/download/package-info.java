/** Downloads without an account, each recorded before its first byte (Art. 31, 36, 40). */
@NullMarked
package org.publicdatamesh.portal.download;

import org.jspecify.annotations.NullMarked;
