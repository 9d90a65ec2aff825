/**
 * Open metadata of published entries: DCAT-AP 3 as Turtle, JSON-LD and RDF/XML, schema.org, and a feed of changes. The
 * descriptions are made of the entries at each request; nothing is kept. Apache Jena is loaded by the first request.
 */
@NullMarked
package org.publicdatamesh.catalog.dcat;

import org.jspecify.annotations.NullMarked;
