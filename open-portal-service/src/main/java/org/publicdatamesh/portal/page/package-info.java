/** The portal's pages. */
@NullMarked
package org.publicdatamesh.portal.page;

import org.jspecify.annotations.NullMarked;
