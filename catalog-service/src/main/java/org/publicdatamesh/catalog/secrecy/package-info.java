/**
 * Keeps state secrets out of the catalogue (Art. 2, 13). {@link org.publicdatamesh.catalog.secrecy.Detector} finds by rules what
 * looks like one; {@link org.publicdatamesh.catalog.secrecy.TextGuard} asks it of every write before anything is bound, stored or
 * told; what is found becomes a case without the text, which the authority's security post decides; every version has an
 * assessment on record before it is published, and everything that stands is scanned anew when the rules change.
 */
@NullMarked
package org.publicdatamesh.catalog.secrecy;

import org.jspecify.annotations.NullMarked;
