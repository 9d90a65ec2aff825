package org.publicdatamesh.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which row of {@code docs/requirements.md} a test shows working, by its id ({@code A26.2}: article 26, second
 * row). {@code docs/conformance.md} is written from these tags.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Repeatable(Requirement.List.class)
public @interface Requirement {
    /** Ids of the rows, each {@code A<article>.<n>}. */
    String[] value();

    /** Holder of repeated tags. */
    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @interface List {
        /** The tags. */
        Requirement[] value();
    }
}
