package org.publicdatamesh.exchange.application;

import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/**
 * What a unit signs: what it applies for and what it commits to (Art. 25), in lines that end with a line feed. Each value is
 * JSON, so that none can look like another line. A lesser share that it accepts later is covered: it is held to the scope that
 * is granted.
 */
final class CommitmentText {
    private CommitmentText() {}

    /** The text of an application. */
    static String of(Application application) {
        StringBuilder text = new StringBuilder("公共数据共享承诺 v1\n");
        line(text, "application", application.id.toString());
        line(text, "consumer", application.consumer);
        line(text, "provider", application.provider);
        line(text, "entry", application.entryId.toString());
        line(text, "resource", application.resourceId.toString());
        line(text, "items", ApplicationView.names(application));
        line(text, "rowFilter", ApplicationView.filter(application));
        line(text, "purpose", application.purpose);
        line(text, "scenario", application.scenario);
        line(text, "legalGround", application.legalGround);
        line(text, "validUntil", application.validUntil.toString());
        line(text, "rowsPerDay", application.rowsPerDay);
        line(text, "expectedRows", application.expectedRows);
        line(text, "delivery", application.delivery);
        line(text, "replaces", application.replaces());
        line(text, "policyEdition", application.policyEdition);
        return text.append("本单位承诺:不超出授权的范围使用数据,不用于其他用途,不提供给第三方(第二十五条)。\n").toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        text.append(name)
                .append(": ")
                .append(value == null ? "null" : EventJson.write(value))
                .append('\n');
    }
}
