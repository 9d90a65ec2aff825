package org.publicdatamesh.catalog.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.test.Requirement;

class ContradictionsTest {
    @ParameterizedTest
    @Requirement("A7.3")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{'required':['summary']} | none | none",
                "{} | no-rule | /rules",
                "{'required':['summary'],'appliesTo':{'classifications':['2a']}} | wrong-format |"
                        + " /rules/appliesTo/classifications/0",
                "{'patterns':[{'attribute':'name-zh','pattern':'(','says':'名称'}]} | not-a-pattern | /rules/patterns/0/pattern",
                "{'codeLists':[{'attribute':'grade','codes':['1']},{'attribute':'grade','codes':['2','3']}]} | contradictory |"
                        + " /rules/codeLists/1",
                "{'codeLists':[{'attribute':'grade','codes':['1','2']},{'attribute':'grade','codes':['2','3']}]} | none | none",
                "{'patterns':[{'attribute':'classification','pattern':'2.*','says':'以二开头'}],"
                        + "'codeLists':[{'attribute':'classification','codes':['101','102']}]} | contradictory |"
                        + " /rules/codeLists/0",
                "{'items':[{'label':'代码','type':'text'},{'label':'代码','type':'integer'}]} | contradictory | /rules/items/1",
                "{'items':[{'type':'text'}]} | required | /rules/items/0",
                "{'items':[{'name':'Code','type':'text'}]} | wrong-format | /rules/items/0/name",
                "{'items':[{'label':'人口','type':'integer','length':5}]} | contradictory | /rules/items/0/length",
                "{'items':[{'label':'代码','length':10,'check':'credit-code'}]} | contradictory | /rules/items/0/length",
                "{'items':[{'label':'代码','type':'date','check':'credit-code'}]} | contradictory | /rules/items/0/check",
                "{'items':[{'label':'代码','leastGrade':5}]} | out-of-range | /rules/items/0/leastGrade",
                "{'patterns':[{'attribute':'item-name','pattern':'x_.*','says':'以 x_ 开头'}],"
                        + "'items':[{'label':'代码','name':'code'}]} | contradictory | /rules/items/0/name",
            })
    void rulesThatCannotBeKeptAreNamed(String rules, String code, String pointer) throws JsonProcessingException {
        Rules read = EventJson.MAPPER.readValue(rules.replace('\'', '"'), Rules.class);
        if (code == null) {
            assertThat(Contradictions.in(read)).isEmpty();
        } else {
            assertThat(Contradictions.in(read)).singleElement().satisfies(violation -> {
                assertThat(violation.code()).isEqualTo(code);
                assertThat(violation.pointer()).isEqualTo(pointer);
            });
        }
    }
}
