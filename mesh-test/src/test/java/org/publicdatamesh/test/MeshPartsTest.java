package org.publicdatamesh.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.parts.Topics;

class MeshPartsTest {
    @Test
    void a_service_under_test_gets_a_database_of_its_own() throws SQLException {
        MeshParts parts = new MeshParts();
        parts.init(Map.of("service", "kit"));
        Map<String, String> settings = parts.start();
        try (Connection c = connect(settings);
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("select current_user, current_setting('synchronous_commit')")) {
            r.next();
            assertThat(r.getString(1)).isEqualTo("kit");
            assertThat(r.getString(2)).isEqualTo("on");
        }
        parts.stop();
    }

    @Test
    @Requirement("A10.2")
    void a_token_says_role_unit_and_audience() throws IOException {
        JsonNode claims = claims(Tokens.of("data-specialist", "civil-affairs"));
        assertThat(claims.path("preferred_username").asText()).isEqualTo("data-specialist.civil-affairs");
        assertThat(claims.path("unit").asText()).isEqualTo("civil-affairs");
        assertThat(claims.path("realm_access").path("roles").toString()).contains("\"data-specialist\"");
        assertThat(claims.path("aud").toString()).contains("public-data-mesh");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(claims.path("sub").asText()).isNotBlank();
    }

    @Test
    void a_machine_has_its_role_and_its_unit() throws IOException {
        JsonNode claims = claims(Tokens.of("data-system", "health"));
        assertThat(claims.path("azp").asText()).isEqualTo("system-health");
        assertThat(claims.path("unit").asText()).isEqualTo("health");
        assertThat(claims.path("realm_access").path("roles").toString()).contains("\"data-system\"");
    }

    @Test
    void topics_of_the_mesh_are_there_and_without_events() throws Exception {
        MeshParts parts = new MeshParts();
        parts.init(Map.of("service", "kit"));
        Map<String, String> settings = parts.start();
        Map<String, Object> kafka = Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers"));
        try (Admin admin = Admin.create(kafka)) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).containsAll(Topics.all());
            TopicPartition partition = new TopicPartition("catalog.entry", 0);
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "key", "left over"))
                        .get(20, TimeUnit.SECONDS);
            }
            assertThat(offset(admin, partition, OffsetSpec.latest()))
                    .isGreaterThan(offset(admin, partition, OffsetSpec.earliest()));
            parts.stop();
            parts.start();
            assertThat(offset(admin, partition, OffsetSpec.earliest()))
                    .isEqualTo(offset(admin, partition, OffsetSpec.latest()));
        } finally {
            parts.stop();
        }
    }

    private static long offset(Admin admin, TopicPartition partition, OffsetSpec which) throws Exception {
        return admin.listOffsets(Map.of(partition, which))
                .partitionResult(partition)
                .get(20, TimeUnit.SECONDS)
                .offset();
    }

    private static Connection connect(Map<String, String> settings) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + settings.get("mesh.db.port") + "/" + settings.get("mesh.db.name"),
                settings.get("mesh.db.user"),
                settings.get("mesh.db.password"));
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
