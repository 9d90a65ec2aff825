/** What the public may have: the open list, downloads without an account, pages in Chinese, Tibetan and English. */
@NullMarked
package org.publicdatamesh.portal;

import org.jspecify.annotations.NullMarked;
