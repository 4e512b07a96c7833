package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, as decided by people: the table comes first, the code has to agree. */
final class RoleTest {
  /** What no role carries, because everybody has it. */
  private static final Set<Action> OPEN = EnumSet.of(Action.PUBLIC, Action.SESSION);

  @Test
  void everyRoleContainsExactlyTheActionsOfTheTable() {
    Set<String> differences = new TreeSet<>();
    for (Role role : Role.values()) {
      for (Action action : EnumSet.complementOf(EnumSet.copyOf(OPEN))) {
        if (role.actions().contains(action) != may(role, action)) {
          differences.add(role + " " + action + " should be " + may(role, action));
        }
      }
      assertThat(role.actions()).doesNotContainAnyElementsOf(OPEN);
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void theTableHasEveryRoleAndEveryAction() {
    assertThat(RoleTable.COLUMNS)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Role.values()).map(Role::label).toList());
    assertThat(RoleTable.TABLE.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Action.values()).filter(a -> !OPEN.contains(a)).map(Enum::name).toList());
    assertThat(RoleTable.TABLE.values()).allMatch(row -> row.matches("([x.] ){7}[x.]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auditor", "security-officer", "system-admin"})
  void rolesOverTheSystemReachNoImageryNoLabelsAndNoDatasets(String label) {
    assertThat(Role.parse(label, Role.Kind.SYSTEM).actions())
        .noneMatch(action -> action.name().matches("(SCENE|TILE|LABEL|DATASET|JOB)_.*"));
  }

  @ParameterizedTest
  @CsvSource({
    "system-admin, PROJECT",
    "viewer, SYSTEM",
    "Viewer, PROJECT",
    "PROJECT_LEAD, PROJECT",
    "project_lead, PROJECT",
    "'', PROJECT",
    "none, SYSTEM",
    "*, PROJECT",
  })
  void aRoleOfTheOtherKindOrNoRoleIsRefusedWithTheOnesThereAre(String label, Role.Kind kind) {
    assertThatThrownBy(() -> Role.parse(label, kind))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("unknown-role"))
        .hasMessageContaining(kind == Role.Kind.SYSTEM ? "auditor" : "annotator");
  }

  static boolean may(Role role, Action action) {
    return RoleTable.may(role.label(), action.name());
  }
}
