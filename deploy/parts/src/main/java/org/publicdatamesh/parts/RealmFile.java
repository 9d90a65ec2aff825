package org.publicdatamesh.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The realm {@code public-data}: roles, an account per post, a machine client per unit, the {@code unit} claim. */
final class RealmFile {
    static final List<String> ROLES = List.of(
            "data-specialist",
            "data-supervisor",
            "authority-reviewer",
            "authority-admin",
            "government-arbiter",
            "security-officer",
            "auditor",
            "citizen",
            "data-system");
    private static final int TOKEN_SECONDS = 300;

    private RealmFile() {}

    static String of(Region region, Credentials credentials) {
        Map<String, Object> realm = new LinkedHashMap<>();
        realm.put("realm", "public-data");
        realm.put("enabled", true);
        realm.put("sslRequired", "none");
        realm.put("accessTokenLifespan", TOKEN_SECONDS);
        realm.put("bruteForceProtected", true);
        realm.put(
                "roles",
                Map.of("realm", ROLES.stream().map(role -> Map.of("name", role)).toList()));
        realm.put("components", Map.of("org.keycloak.userprofile.UserProfileProvider", List.of(userProfile())));
        List<Object> clients = new ArrayList<>();
        clients.add(client("mesh-cli", Map.of("publicClient", true, "directAccessGrantsEnabled", true)));
        List<Object> users = new ArrayList<>();
        for (Region.Unit unit : region.units()) {
            String id = "system-" + unit.id();
            clients.add(client(
                    id,
                    Map.of(
                            "publicClient", false,
                            "serviceAccountsEnabled", true,
                            "directAccessGrantsEnabled", false,
                            "secret", credentials.get("client." + id))));
            users.add(Map.of(
                    "username",
                    "service-account-" + id,
                    "enabled",
                    true,
                    "serviceAccountClientId",
                    id,
                    "realmRoles",
                    List.of("data-system"),
                    "attributes",
                    Map.of("unit", List.of(unit.id()))));
        }
        for (Region.Account account : region.accounts()) {
            users.add(Map.of(
                    "username",
                    account.user(),
                    "enabled",
                    true,
                    "email",
                    account.user() + "@mesh.invalid",
                    "emailVerified",
                    true,
                    "firstName",
                    account.role(),
                    "lastName",
                    account.unit(),
                    "realmRoles",
                    List.of(account.role()),
                    "attributes",
                    Map.of("unit", List.of(account.unit())),
                    "credentials",
                    List.of(Map.of(
                            "type",
                            "password",
                            "value",
                            credentials.get("account." + account.user()),
                            "temporary",
                            false))));
        }
        realm.put("clients", clients);
        realm.put("users", users);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(realm);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> client(String id, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", id);
        client.put("enabled", true);
        client.put("protocol", "openid-connect");
        client.put("standardFlowEnabled", false);
        client.put("fullScopeAllowed", true);
        client.putAll(settings);
        client.put(
                "protocolMappers",
                List.of(
                        mapper(
                                "unit",
                                "oidc-usermodel-attribute-mapper",
                                Map.of(
                                        "user.attribute", "unit",
                                        "claim.name", "unit",
                                        "jsonType.label", "String",
                                        "access.token.claim", "true")),
                        mapper(
                                "audience",
                                "oidc-audience-mapper",
                                Map.of("included.custom.audience", "public-data-mesh", "access.token.claim", "true"))));
        return client;
    }

    private static Map<String, Object> mapper(String name, String type, Map<String, String> config) {
        return Map.of("name", name, "protocol", "openid-connect", "protocolMapper", type, "config", config);
    }

    private static Map<String, Object> userProfile() {
        String config = "{\"attributes\":[{\"name\":\"username\"},{\"name\":\"email\"},{\"name\":\"firstName\"},"
                + "{\"name\":\"lastName\"},{\"name\":\"unit\",\"permissions\":{\"view\":[\"admin\",\"user\"],"
                + "\"edit\":[\"admin\"]}}]}";
        return Map.of(
                "providerId", "declarative-user-profile", "config", Map.of("kc.user.profile.config", List.of(config)));
    }
}
