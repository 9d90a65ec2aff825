package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items its members, in the list's order
 * @param next cursor of the next page; absent on the last
 * @param resume in lists that grow at their end: cursor of what comes after this page, also where that is not there yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> items, @Nullable String next, @Nullable String resume) {
    /** A page of a list that is read to its end. */
    public Page(List<T> items, @Nullable String next) {
        this(items, next, null);
    }

    /**
     * Cuts a page out of a list that grows at its end: whoever goes on from {@code resume} misses nothing.
     *
     * @param found up to {@code paging.limit() + 1} members
     * @param key the position of a member, from which the next page goes on
     * @param start the position before the list's first member
     */
    public static <T> Page<T> resumable(List<T> found, Paging paging, Function<T, String> key, String start) {
        Page<T> page = cut(found, paging, key);
        String last = paging.after() == null ? start : paging.after();
        return new Page<>(
                page.items(),
                page.next(),
                Paging.cursor(
                        page.items().isEmpty() ? last : key.apply(page.items().getLast())));
    }

    /** The same page with other members, one for one. */
    public <R> Page<R> map(Function<T, R> member) {
        return new Page<>(items.stream().map(member).toList(), next, resume);
    }

    /**
     * Cuts a page out of a list that was read with one member more than asked for.
     *
     * @param found up to {@code paging.limit() + 1} members
     * @param key the position of a member, from which the next page goes on
     */
    public static <T> Page<T> cut(List<T> found, Paging paging, Function<T, String> key) {
        if (found.size() <= paging.limit()) {
            return new Page<>(List.copyOf(found), null);
        }
        List<T> items = List.copyOf(found.subList(0, paging.limit()));
        return new Page<>(items, Paging.cursor(key.apply(items.getLast())));
    }

    /** As a response, with a {@code Link} to the next page (RFC 8288). */
    public Response response(UriInfo uri) {
        return linked(Response.ok(this), next, uri).build();
    }

    /** An answer with a {@code Link} to the next page, where there is one. */
    public static Response.ResponseBuilder linked(Response.ResponseBuilder answer, @Nullable String next, UriInfo uri) {
        if (next != null) {
            UriBuilder following = uri.getRequestUriBuilder().replaceQueryParam("cursor", next);
            answer.header("Link", "<" + following.build() + ">; rel=\"next\"");
        }
        return answer;
    }
}
