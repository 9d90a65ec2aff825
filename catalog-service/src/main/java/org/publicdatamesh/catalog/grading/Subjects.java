package org.publicdatamesh.catalog.grading;

import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.grading.GradedSubject;

/** Entries as the grading rules see them. */
final class Subjects {
    private Subjects() {}

    static GradedSubject of(String unit, EntryContent content) {
        return new GradedSubject(
                unit,
                content.name().zh(),
                content.kind(),
                content.classification(),
                content.grade(),
                content.shareType(),
                content.openType(),
                content.items());
    }

    static GradedSubject of(PublishedEntry entry) {
        return of(entry.unit(), entry.content());
    }
}
