package org.publicdatamesh.kit.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The clock of a service, injected everywhere as {@link InstantSource}; tests move it where it is made movable. */
@ApplicationScoped
public class MeshClock implements InstantSource {
    private final boolean movable;
    private volatile Duration offset = Duration.ZERO;

    MeshClock(@ConfigProperty(name = "mesh.clock.movable", defaultValue = "false") boolean movable) {
        this.movable = movable;
    }

    /** To the microsecond, as the database keeps it: what is answered at once equals what is read later. */
    @Override
    public Instant instant() {
        return Instant.now().plus(offset).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Moves the clock on.
     *
     * @throws IllegalStateException where {@code mesh.clock.movable} is not set
     */
    public void move(Duration by) {
        if (!movable) {
            throw new IllegalStateException("the clock is not movable");
        }
        offset = offset.plus(by);
    }

    /** The calendar, with the region's own holidays from {@code mesh.regional-holidays} (dates, comma-separated). */
    @Produces
    @Singleton
    static WorkingDays workingDays(@ConfigProperty(name = "mesh.regional-holidays") Optional<String> regionalHolidays) {
        Set<LocalDate> regional = regionalHolidays.stream()
                .flatMap(dates -> Arrays.stream(dates.split(",")))
                .map(String::strip)
                .filter(date -> !date.isEmpty())
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
        return WorkingDays.packed(regional);
    }
}
