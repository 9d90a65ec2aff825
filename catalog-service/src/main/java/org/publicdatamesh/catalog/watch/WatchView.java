package org.publicdatamesh.catalog.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.search.StoredSearch;
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.event.catalog.NoticeMode;

/**
 * A watch as its unit sees it.
 *
 * @param follows what kind of thing it follows; the thing is in the member of that name
 * @param entry an entry
 * @param unit a unit
 * @param classification digits with which the classification begins
 * @param search parameters of a search
 * @param notices how the unit is told
 * @param begunBy who began it
 * @param begunAt since when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WatchView(
        UUID id,
        Followed follows,
        @Nullable UUID entry,
        @Nullable String unit,
        @Nullable String classification,
        @Nullable StoredSearch search,
        NoticeMode notices,
        String begunBy,
        Instant begunAt) {
    static WatchView of(Watch watch) {
        String target = watch.target;
        return new WatchView(
                watch.id,
                watch.follows,
                watch.follows == Followed.ENTRY ? UUID.fromString(target) : null,
                watch.follows == Followed.UNIT ? target : null,
                watch.follows == Followed.THEME ? target : null,
                watch.follows == Followed.SEARCH ? StoredSearch.read(target) : null,
                watch.notices,
                watch.begunBy,
                watch.begunAt);
    }
}
