package org.graticule.audit.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects in the order they are put together, members without a value left out. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Object> members = new LinkedHashMap<>();

  Json put(String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value instanceof Json json ? json.members : value);
    }
    return this;
  }

  String text() {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
