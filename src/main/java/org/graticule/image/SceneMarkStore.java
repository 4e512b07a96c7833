package org.graticule.image;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.db.Tx;

/** Marks a scene and all that hangs on it anew, by functions that only the registrar may call. */
final class SceneMarkStore {

  /** On labels, their revisions, datasets and jobs of the scene, whoever may see them. */
  List<Integer> marksOn(Tx tx, UUID scene) {
    return tx.handle()
        .createQuery("select content.marks_on(:scene)")
        .bind("scene", scene)
        .mapTo(Integer.class)
        .list();
  }

  /**
   * @param changes from marks of before to marks of now
   */
  void remark(Tx tx, UUID scene, int markId, Map<Integer, Integer> changes) {
    List<Map.Entry<Integer, Integer>> pairs = List.copyOf(changes.entrySet());
    tx.handle()
        .createQuery("select cast(content.remark(:scene, :mark, :befores, :afters) as text)")
        .bind("scene", scene)
        .bind("mark", markId)
        .bind("befores", pairs.stream().map(Map.Entry::getKey).toArray(Integer[]::new))
        .bind("afters", pairs.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
        .mapTo(String.class)
        .one();
  }
}
