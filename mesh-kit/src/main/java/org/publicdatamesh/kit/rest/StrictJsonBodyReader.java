package org.publicdatamesh.kit.rest;

import jakarta.annotation.Priority;
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

/** Reads record bodies strictly, and notes their digest for the idempotency key. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@Priority(1000)
public class StrictJsonBodyReader implements ServerMessageBodyReader<Object> {
    private final Validator validator;
    private final Instance<WriteRequest> request;

    StrictJsonBodyReader(Validator validator, Instance<WriteRequest> request) {
        this.validator = validator;
        this.request = request;
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
        return StrictJson.read(type, body, validator);
    }
}
