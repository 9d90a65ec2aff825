package org.publicdatamesh.catalog.lists;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ShareType;

/** A list that the share type decides on. */
enum PublishedList {
    /** What each unit has to share (Art. 22). */
    RESPONSIBILITY(EnumSet.of(ShareType.UNCONDITIONAL, ShareType.CONDITIONAL)),
    /** What is not shared (Art. 22, 23). */
    NEGATIVE(EnumSet.of(ShareType.NOT_SHARED));

    private final Set<ShareType> shareTypes;

    PublishedList(Set<ShareType> shareTypes) {
        this.shareTypes = shareTypes;
    }

    Set<ShareType> shareTypes() {
        return shareTypes;
    }

    static Optional<PublishedList> named(String name) {
        return Arrays.stream(values())
                .filter(list -> EventJson.kebab(list).equals(name))
                .findFirst();
    }
}
