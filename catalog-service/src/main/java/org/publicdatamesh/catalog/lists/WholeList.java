package org.publicdatamesh.catalog.lists;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads a list to its end, part by part, on a thread that may wait. */
public final class WholeList {
    /** Members of a part at most. */
    public static final int PART = 200;

    private WholeList() {}

    /** Reads the members behind an id, {@link #PART} at most. */
    public interface Part<T> {
        /** The part behind the id. */
        Uni<List<T>> after(Mutiny.Session session, UUID after);
    }

    /** Writes a member out. */
    public interface Row<T> {
        /** Writes it. */
        void write(T member) throws IOException;
    }

    /** Reads all members and writes each. */
    public static <T> void each(Mutiny.SessionFactory sessions, Part<T> part, Function<T, UUID> id, Row<T> row)
            throws IOException {
        UUID after = new UUID(0, 0);
        List<T> members;
        do {
            members = read(sessions, part, after);
            for (T member : members) {
                row.write(member);
                after = id.apply(member);
            }
        } while (members.size() == PART);
    }

    private static <T> List<T> read(Mutiny.SessionFactory sessions, Part<T> part, UUID after) throws IOException {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> sessions.withSession(session -> part.after(session, after)));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the list cannot be read", e);
        }
    }
}
