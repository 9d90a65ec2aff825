package org.publicdatamesh.audit.tiles;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.publicdatamesh.audit.log.LogReader;
import org.publicdatamesh.audit.log.TilePath;
import org.publicdatamesh.kit.problem.RefusedException;

/** The public log. A tile of a given width never changes, so it may be kept; the checkpoint may not. */
@Path("/log")
@Tag(name = "log", description = "The public, append-only log (C2SP tlog-tiles)")
@PermitAll
@Blocking
public class TilesResource {
    private static final String TEXT = "text/plain;charset=utf-8";

    private final LogReader log;

    TilesResource(LogReader log) {
        this.log = log;
    }

    /** The newest signed checkpoint. */
    @GET
    @Path("checkpoint")
    @Operation(operationId = "getCheckpoint", summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
    public Response checkpoint() throws IOException {
        return log.checkpoint()
                .map(note -> text(note, "no-cache"))
                .orElseThrow(() -> RefusedException.notFound("checkpoint"));
    }

    /** The keys that verify checkpoints. */
    @GET
    @Path("keys")
    @Operation(operationId = "getKeys", summary = "The verifier keys, one a line (C2SP signed-note)")
    public Response keys() throws IOException {
        return log.keys()
                .map(keys -> text(keys, "public, max-age=3600"))
                .orElseThrow(() -> RefusedException.notFound("keys"));
    }

    /** A tile of hashes, or a bundle of entries. */
    @GET
    @Path("tile/{address:.+}")
    @Operation(operationId = "getTile", summary = "A tile of hashes, or a bundle of entries")
    public Response tile(
            @Parameter(description = "Level or 'entries', index, width where not full", example = "0/000.p/12")
                    @PathParam("address")
                    String address)
            throws IOException {
        TilePath tile = TilePath.parse("tile/" + address).orElseThrow(() -> RefusedException.notFound("tile"));
        byte[] bytes = log.tile(tile).orElseThrow(() -> RefusedException.notFound("tile"));
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }

    private static Response text(String text, String cache) {
        return Response.ok(text, TEXT).header(HttpHeaders.CACHE_CONTROL, cache).build();
    }
}
