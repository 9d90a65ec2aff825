package org.publicdatamesh.audit.page;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.path.xml.XmlPath.CompatibilityMode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class AuditPageTest {
    @Test
    @Requirement("A40.3")
    void everyoneSeesTheNewestCheckpointAndTheKeys() {
        await().atMost(20, SECONDS)
                .untilAsserted(() -> given().get("/log/checkpoint").then().statusCode(200));
        String note = given().get("/log/checkpoint").asString();
        String html = given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=utf-8")
                .header("Content-Language", equalTo("zh"))
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self';"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .extract()
                .asString();
        XmlPath page = new XmlPath(CompatibilityMode.HTML, html);
        assertThat(page.getString("html.head.title")).isEqualTo("公共数据平台审计日志");
        assertThat(page.getString("**.find { it.@id == 'origin' }")).isEqualTo(note.split("\n")[0]);
        assertThat(page.getString("**.find { it.@id == 'size' }")).isEqualTo(note.split("\n")[1]);
        assertThat(page.getString("**.find { it.@id == 'root' }")).isEqualTo(note.split("\n")[2]);
        assertThat(html)
                .contains("<pre id=\"keys\">" + escaped(given().get("/log/keys").asString()) + "</pre>");
    }

    @Test
    void theLanguageIsTheOneAskedFor() {
        given().header("Accept-Language", "de, en;q=0.8, zh;q=0.5")
                .get("/")
                .then()
                .header("Content-Language", equalTo("en"))
                .body(containsString("<h1>Audit log of the public data mesh</h1>"));
        given().header("Accept-Language", "en")
                .get("/?lang=zh")
                .then()
                .header("Content-Language", equalTo("zh"))
                .body(containsString("<h1>公共数据平台审计日志</h1>"));
        assertThat(AuditPage.language("<script>", List.of())).isEqualTo("zh");
        assertThat(AuditPage.language(null, List.of(Locale.of("bo"), Locale.ENGLISH)))
                .isEqualTo("en");
    }

    @Test
    void whatThePageNeedsIsServedByTheServiceItself() {
        given().get("/audit-page/page.js").then().statusCode(200).contentType(containsString("javascript"));
        given().get("/audit-page/receipt.js").then().statusCode(200).contentType(containsString("javascript"));
        given().get("/audit-page/page.css").then().statusCode(200).contentType(containsString("text/css"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
