package org.publicdatamesh.kit.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Reads record bodies strictly, after every {@link RequestGuard}, and notes their digest for the idempotency key. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@Priority(1000)
public class StrictJsonBodyReader implements ServerMessageBodyReader<Object> {
    private final Validator validator;
    private final Instance<WriteRequest> request;
    private final Instance<RequestGuard> guards;

    StrictJsonBodyReader(Validator validator, Instance<WriteRequest> request, @Any Instance<RequestGuard> guards) {
        this.validator = validator;
        this.request = request;
        this.guards = guards;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, ResteasyReactiveResourceInfo lazy, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(Class<Object> type, Type generic, MediaType media, ServerRequestContext context)
            throws IOException {
        return read(type, context.getInputStream());
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        return read(type, in);
    }

    private Object read(Class<?> type, InputStream in) throws IOException {
        byte[] body = in.readAllBytes();
        request.get().body(body);
        return StrictJson.read(type, body, validator, tree -> guards.forEach(guard -> guard.body(type, tree)));
    }
}
