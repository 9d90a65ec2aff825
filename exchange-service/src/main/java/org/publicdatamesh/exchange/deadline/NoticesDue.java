package org.publicdatamesh.exchange.deadline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notices that are due as one: those of corrections to the data of one grant, for a load may bring as many as it has rows; each
 * other notice by itself.
 *
 * @param kind what they tell of: {@code correction}, {@code replaced}, {@code withdrawn} or {@code grant}
 * @param step what was done to the grant, where they tell of that
 * @param grantId the grant under which their holder has the data, or that something was done to
 * @param resourceId its resource
 * @param resourceName the resource's name
 * @param count how many they are, from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticesDue(
        String kind,
        @Nullable String step,
        UUID grantId,
        UUID resourceId,
        @Nullable String resourceName,
        int count) {}
