package org.publicdatamesh.kit.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.publicdatamesh.kit.event.EventJson;

/** Rules and entries for tests; apostrophes stand for quotation marks. */
final class Samples {
    private static final String[] STEPS = {"collect", "store", "use", "process", "transmit", "publish", "delete"};

    private Samples() {}

    /** Grades 1 to 4: the first open to all, the second under conditions, the fourth masked. */
    static ArrayNode grades() {
        ArrayNode grades = EventJson.MAPPER.createArrayNode();
        String[] impacts = {"none", "ordinary", "serious", "especially-serious"};
        String[] open = {"unconditional", "conditional", "not-open", "not-open"};
        for (int i = 0; i < 4; i++) {
            ObjectNode grade = grades.addObject();
            grade.put("grade", i + 1)
                    .put("level", i == 3 ? "important" : "general")
                    .put("impact", impacts[i])
                    .put("openAtMost", open[i])
                    .put("masked", i == 3);
            ArrayNode steps = grade.putArray("steps");
            for (String step : STEPS) {
                steps.addObject().put("step", step).putArray("measures").add("留存记录");
            }
        }
        return grades;
    }

    /** A rule with a reason and a source. */
    static String rule(String members) {
        return "{'reason':'泄露会损害个人权益','source':'GB/T 43697-2024 附录B'," + members + "}";
    }

    static GradingRules rules(String... rules) {
        return rules(grades(), rules);
    }

    static GradingRules rules(ArrayNode grades, String... rules) {
        try {
            ObjectNode all = EventJson.MAPPER.createObjectNode();
            all.set("grades", grades);
            ArrayNode list = all.putArray("rules");
            for (String rule : rules) {
                list.add(read(rule));
            }
            return EventJson.MAPPER.treeToValue(all, GradingRules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An entry with some members changed; its items have members of their own. */
    static GradedSubject entry(String members, String... items) {
        try {
            ObjectNode entry =
                    (ObjectNode) read("{'unit':'civil-affairs','name':'低保对象名录','classification':'301002','grade':2}");
            entry.setAll((ObjectNode) read("{" + members + "}"));
            ArrayNode list = entry.putArray("items");
            for (String item : items) {
                ObjectNode made = (ObjectNode) read(
                        "{'name':'code','label':'编号','type':'text','length':20,'key':true,'required':true,'check':'none',"
                                + "'grade':1,'identifies':'nobody','mask':'none'}");
                made.setAll((ObjectNode) read("{" + item + "}"));
                list.add(made);
            }
            return EventJson.MAPPER.treeToValue(entry, GradedSubject.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JsonNode read(String text) {
        try {
            return EventJson.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
