/** The standards of the catalogue: versioned rules as data, tried on what is published before they come in force. */
@NullMarked
package org.publicdatamesh.catalog.standard;

import org.jspecify.annotations.NullMarked;
