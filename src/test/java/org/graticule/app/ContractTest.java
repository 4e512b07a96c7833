package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.graticule.http.Route;
import org.graticule.http.Routes;
import org.junit.jupiter.api.Test;

/** The contract and the server say the same. */
final class ContractTest {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head", "options");

  @Test
  void everyRouteIsInTheContractWithItsActionAndTheOtherWayRound() throws Exception {
    Map<String, String> served = new TreeMap<>();
    try (TestNode test = new TestNode()) {
      for (Route route : test.node.routes("test")) {
        served.put(route.method() + " " + route.path(), route.action().name());
      }
    }
    assertThat(served).isEqualTo(promised());
  }

  @Test
  void everyEventTypeTheContractNamesIsListed() throws Exception {
    Set<String> listed =
        org.graticule.audit.AuditEvents.load().all().stream()
            .map(org.graticule.audit.AuditEvents.Type::type)
            .collect(Collectors.toSet());
    List<String> named = contract().findValuesAsText("x-event");
    assertThat(named).isNotEmpty().allMatch(listed::contains);
  }

  private static Map<String, String> promised() throws Exception {
    Map<String, String> promised = new TreeMap<>();
    contract()
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  if (METHODS.contains(operation.getKey())) {
                    promised.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue().get("x-action").asText());
                  }
                }));
    return promised;
  }

  private static JsonNode contract() throws Exception {
    return new YAMLMapper().readTree(Routes.class.getResourceAsStream("openapi.yaml"));
  }
}
