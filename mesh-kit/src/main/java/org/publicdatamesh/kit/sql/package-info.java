/** Native SQL through Hibernate Reactive. */
@NullMarked
package org.publicdatamesh.kit.sql;

import org.jspecify.annotations.NullMarked;
