package org.publicdatamesh.catalog.bulk;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an import takes. A file over a limit is refused with the limit's value. */
@ConfigMapping(prefix = "mesh.bulk")
public interface BulkConfig {
    /** Size of the file; {@code quarkus.http.limits.max-body-size} has to be larger. */
    @WithDefault("32M")
    MemorySize maxBytes();

    /** Rows below the header that hold something. */
    @WithDefault("100000")
    int maxRows();

    /** Cells that hold something. */
    @WithDefault("3000000")
    int maxCells();

    /** Characters in a cell. */
    @WithDefault("20000")
    int maxCellCharacters();

    /** Characters in all cells of an entry. */
    @WithDefault("1000000")
    int maxEntryCharacters();

    /** Characters in the shared texts of an XLSX file, which are held in memory while it is read. */
    @WithDefault("8000000")
    int maxSharedCharacters();

    /** Size of an XLSX file's parts when inflated. */
    @WithDefault("512M")
    MemorySize maxInflated();

    /** How many times its own size an XLSX file's parts may be when inflated. */
    @WithDefault("100")
    int maxRatio();

    /** Characters in a tag with its attributes, a comment or the like of an XLSX file: the parser holds one in memory. */
    @WithDefault("8000000")
    int maxMarkup();

    /** Broken rules that a report lists; it counts the others. */
    @WithDefault("1000")
    int maxBroken();

    /** How long a file may take to arrive: one that is on its way is counted among those that are imported. */
    @WithDefault("2m")
    Duration uploadWithin();

    /** Imports at a time; another one is told to come again. */
    @WithDefault("2")
    int atOnce();
}
