package org.graticule.label.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.label.geojson.Space;
import org.junit.jupiter.api.Test;

/** Files as they are found: written by many tools, correct and nearly so. */
final class OddFilesTest {
  private static final String MARK = "\uFEFF";

  @Test
  void aByteOrderMarkAndLinesOfWindowsDoNotDisturb() {
    Read dota =
        read(
            new Dota(),
            MARK + "imagesource:GoogleEarth\r\ngsd:0.5\r\n1 2 9 2 9 9 1 9 plane 0\r\n\r\n");
    assertThat(dota.rows).hasSize(1);
    assertThat(dota.rows.getFirst().attributes()).containsEntry("difficult", 0L);
    assertThat(read(new Dota(), MARK + "1 2 9 2 9 9 1 9 plane 0").rows).hasSize(1);
    assertThat(read(new Yolo(), MARK + "0 0.5 0.5 0.1 0.1\r\n").rows).hasSize(1);
    assertThat(read(new Coco(), MARK + "[{\"bbox\": [1, 1, 2, 2],\r\n \"category_id\": 1}]").rows)
        .hasSize(1);
    assertThat(dota.refused).isEmpty();
  }

  @Test
  void linesThatTellOfADotaImageAreNoRows() {
    Read read =
        read(
            new Dota(),
            """
            imagesource: GF-2
            gsd:null
            acquisition dates: 2018-05-05
            1.0, 2.0, 9.0, 2.0, 9.0, 9.0, 1.0, 9.0, large-vehicle, 1
            1 2 9 2 9 9 1 9 ship
            """);
    assertThat(read.refused).isEmpty();
    assertThat(read.rows).extracting(Arrival::className).containsExactly("large-vehicle", "ship");
  }

  @Test
  void cocoIdsWithGapsAsTextsAndFromZeroKeepTheirCategories() {
    Read read =
        coco(
            """
            {"image_id": "7", "category_id": 0, "bbox": [1,1,2,2]},
            {"image_id": 7.0, "category_id": 91, "bbox": [1,1,2,2]},
            {"image_id": 7, "category_id": "13", "bbox": [1,1,2,2]}
            """);
    assertThat(read.rows).extracting(Arrival::className).containsExactly("road", "plane", "ship");
  }

  @Test
  void emptyOutlinesOfCocoFallBackToTheBoxOrSayNothing() {
    Read read =
        coco(
            """
            {"image_id": 7, "category_id": 0, "segmentation": [], "bbox": [1,1,2,2]},
            {"image_id": 7, "category_id": 0, "segmentation": [[]], "bbox": [1,1,2,2]},
            {"image_id": 7, "category_id": 0, "segmentation": [[1,1,2,2],[0,0,9,0,9,9]]},
            {"image_id": 7, "category_id": 0, "segmentation": [], "bbox": []},
            {"image_id": 7, "category_id": 0, "segmentation": null},
            {"image_id": 7, "category_id": 0, "segmentation": [[1,2,3]]}
            """);
    assertThat(read.rows).hasSize(3);
    assertThat(read.wkt(0)).isEqualTo("POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))");
    assertThat(read.wkt(1)).isEqualTo(read.wkt(0));
    assertThat(read.wkt(2)).isEqualTo("POLYGON ((0 0, 9 0, 9 9, 0 0))");
    assertThat(read.rows.get(2).notes()).hasSize(1);
    assertThat(read.leftOut).containsExactly("/annotations/3", "/annotations/4");
    assertThat(read.refused).containsExactly("/annotations/5 bad-row");
  }

  @Test
  void aPolygonOfCocoMayStandWithoutTheListAroundIt() {
    Read read =
        coco(
            """
            {"image_id": 7, "category_id": 13.0, "segmentation": [0,0,9,0,9,9], "area": 40.5},
            {"image_id": 7, "category_id": 13, "segmentation": [[0,0,9,0,9,9,0,0],[20,0,29,0,29,9]]},
            {"image_id": 7, "category_id": 13, "segmentation": [0,0,9,0,"x",9]}
            """);
    assertThat(read.wkt(0)).isEqualTo("POLYGON ((0 0, 9 0, 9 9, 0 0))");
    assertThat(read.rows.get(1).shape().parts()).hasSize(2);
    assertThat(read.rows).extracting(Arrival::className).containsOnly("ship");
    assertThat(read.refused).containsExactly("/annotations/2 bad-row");
  }

  @Test
  void whatPythonDoesNotKnowIsNotANumberAndNoReasonToRefuseTheFile() {
    Read read =
        coco(
            """
            {"image_id": 7, "category_id": 0, "bbox": [1,1,2,2], "area": NaN, "score": NaN},
            {"image_id": 7, "category_id": 0, "bbox": [1,NaN,2,2]}
            """);
    assertThat(read.rows).hasSize(1);
    assertThat(read.refused).containsExactly("/annotations/1 bad-row");
  }

  @Test
  void imagesOfSeveralFoldersThatAreCalledAlikeAreNotMixed() {
    String file =
        """
        {"images": [{"id": 1, "file_name": "%s"}, {"id": 2, "file_name": "west\\\\scene.png"}],
         "annotations": [{"image_id": 1, "category_id": 3, "bbox": [1,1,2,2]},
                         {"image_id": 2, "category_id": 3, "bbox": [1,1,2,2]}]}
        """;
    Read exact = read(new Coco(), file.formatted("scene"));
    assertThat(exact.rows).hasSize(1);
    Fault fault =
        catchThrowableOfType(Fault.class, () -> read(new Coco(), file.formatted("east/scene.tif")));
    assertThat(fault.code()).isEqualTo("ambiguous-image");
  }

  @Test
  void aTileOfSpaceNetIsCalledLikeItsImageBehindTheProduct() {
    String table =
        """
        ImageId,BuildingId,PolygonWKT_Pix
        AOI_2_Vegas_img1,1,"POLYGON ((1 1, 9 1, 9 9, 1 1))"
        AOI_2_Vegas_img11,1,"POLYGON ((1 1, 9 1, 9 9, 1 1))"
        """;
    Read read =
        Read.of(
            new SpaceNet(),
            table.getBytes(StandardCharsets.UTF_8),
            new ImageFrame(650, 650, "RGB-PanSharpen_AOI_2_Vegas_img1.tif", null, List.of()));
    assertThat(read.rows).extracting(Arrival::where).containsExactly("/lines/2");
  }

  @Test
  void lvisNamesItsImagesByTheirAddress() {
    Read read =
        read(
            new Coco(),
            """
            {"images": [{"id": 1, "coco_url": "http://images.example/train/scene.jpg"},
                        {"id": 2, "coco_url": "http://images.example/train/b.jpg"}],
             "annotations": [{"id": 5, "image_id": 1, "category_id": 3, "bbox": [1.5,1,2,2]},
                             {"id": 6, "image_id": 2, "category_id": 3, "bbox": [1,1,2,2]}],
             "categories": [{"id": 3, "name": "airplane", "synset": "airplane.n.01",
                             "synonyms": ["airplane", "aeroplane"], "frequency": "f"}]}
            """);
    assertThat(read.rows).extracting(Arrival::className).containsExactly("airplane");
  }

  @Test
  void secondVersionOfDotaHasNoHeadAndGoesBeyondTheImage() {
    Read read =
        read(
            new Dota(),
            """
            2244.0 1791.0 2254.0 1791.0 2254.0 1811.0 2244.0 1811.0 container-crane 1
            -3.0 5.0 20.0 5.0 20.0 30.0 -3.0 30.0 helipad 0
            983.0 100.0 1003.0 100.0 1003.0 120.0 983.0 120.0 airport 2
            P0003 0.99 1 2 9 2 9 9 1 9
            1 2 9 2 9 9 1 9
            """);
    assertThat(read.rows)
        .extracting(Arrival::className)
        .containsExactly("container-crane", "helipad", "airport");
    assertThat(read.rows)
        .extracting(row -> row.attributes().get("difficult"))
        .containsExactly(1L, 0L, 2L);
    assertThat(read.refused).containsExactly("/lines/4 bad-number", "/lines/5 bad-row");
  }

  @Test
  void aCrowdIsItsMaskCompressedOrNot() {
    Read read =
        coco(
            """
            {"image_id": 7, "category_id": 0, "iscrowd": 1, "bbox": [2,1,2,2],
             "segmentation": {"size": [4, 5], "counts": [9,2,2,2,5]}},
            {"image_id": 7, "category_id": 0, "iscrowd": 1,
             "segmentation": {"counts": "92203", "size": [4, 5]}}
            """);
    assertThat(read.rows).hasSize(2);
    assertThat(read.wkt(1)).isEqualTo(read.wkt(0));
    assertThat(read.rows.getFirst().attributes()).containsEntry("iscrowd", 1L);
  }

  @Test
  void anImageWithoutAnnotationsHasNoRows() {
    assertThat(coco("").rows).isEmpty();
    assertThat(read(new Coco(), "{\"images\": [{\"id\": 1, \"file_name\": \"x.tif\"}]}").rows)
        .isEmpty();
    assertThat(read(new Yolo(), "").rows).isEmpty();
    assertThat(read(new Dota(), "imagesource:x\ngsd:1\n").rows).isEmpty();
  }

  @Test
  void nineColumnsOfYoloAreFourCornersAndManyAreAnOutline() {
    Read read =
        read(
            new Yolo(),
            """
            0 0.1 0.1 0.3 0.1 0.3 0.2 0.1 0.2
            0.0 0.1 0.1 0.3 0.1 0.3 0.2 0.2 0.3 0.1 0.2
            1 0.5 0.5 1.000001 1.0
            """);
    assertThat(read.refused).isEmpty();
    assertThat(read.rows.getFirst().shape().vertexCount()).isEqualTo(5);
    assertThat(read.rows.get(1).shape().vertexCount()).isEqualTo(6);
    assertThat(read.wkt(2)).isEqualTo("POLYGON ((0 0, 1000 0, 1000 800, 0 800, 0 0))");
  }

  @Test
  void aTableOfSpaceNetIsReadForItsImageInPixels() {
    Read read =
        read(
            new SpaceNet(),
            MARK
                + """
                ImageId,BuildingId,PolygonWKT_Pix,PolygonWKT_Geo
                scene,1,"POLYGON ((1 1 0, 9 1 0, 9 9 0, 1 1 0),(5 3 0, 6 3 0, 6 4 0, 5 3 0))","POLYGON ((2 48, 2.1 48, 2 48.1, 2 48))"
                other,1,"POLYGON ((1 1 0, 9 1 0, 9 9 0, 1 1 0))",""
                scene,-1,POLYGON EMPTY,POLYGON EMPTY
                scene,2,"POLYGON ((1 1, 9 1, 9 9))",""
                scene,3,"GEOMETRYCOLLECTION (POINT (1 1))",""
                """
                    .replace("\n", "\r\n"));
    assertThat(read.rows).hasSize(1);
    Arrival row = read.rows.getFirst();
    assertThat(row.shape().parts().getFirst()).hasSize(2);
    assertThat(row.shape().geometry().getCoordinate().getZ()).isNaN();
    assertThat(row.notes()).hasSize(1);
    assertThat(row.attributes()).containsEntry("buildingid", "1");
    assertThat(read.leftOut).containsExactly("/lines/4");
    assertThat(read.refused).containsExactly("/lines/5 bad-geometry", "/lines/6 bad-geometry");
  }

  @Test
  void roadsOfSpaceNetAreLinesAndATableWithoutOutlinesIsNone() {
    Read read =
        read(
            new SpaceNet(),
            """
            ImageId,WKT_Geo,confidence
            img7,"LINESTRING (2 48, 2.1 48.1)",0.5
            img7,"LINESTRING EMPTY",
            """);
    assertThat(read.rows).hasSize(1);
    assertThat(read.rows.getFirst().space()).isEqualTo(Space.GROUND);
    assertThat(read.rows.getFirst().confidence()).isEqualTo(0.5);
    assertThat(read.leftOut).hasSize(1);
    assertThat(catchThrowableOfType(Fault.class, () -> read(new SpaceNet(), "a,b\n1,2\n")).code())
        .isEqualTo("bad-table");
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> read(new SpaceNet(), "ImageId,WKT_Pix\na,POINT EMPTY\nb,POINT EMPTY\n"));
    assertThat(fault.code()).isEqualTo("unknown-image");
  }

  @Test
  void tablesOfLaterChallengesNameTheirColumnsOtherwise() {
    Read buildings =
        read(
            new SpaceNet(),
            """
            ,filename,id,geometry
            0,scene,17,"POLYGON ((1 1, 9 1, 9 9, 1 1))"
            1,other,18,"POLYGON ((1 1, 9 1, 9 9, 1 1))"
            """);
    assertThat(buildings.rows).hasSize(1);
    assertThat(buildings.rows.getFirst().space()).isEqualTo(Space.PIXEL);
    assertThat(buildings.rows.getFirst().attributes()).containsOnlyKeys("id");
    Read roads =
        read(
            new SpaceNet(),
            """
            ImageId,Object,Wkt_Pix,Flooded,length_m
            scene,Road,"LINESTRING Z (1 1 0, 9 9 0)",True,12.5
            scene,Building,"MULTIPOLYGON (((1 1, 9 1, 9 9, 1 1)),((20 20, 29 20, 29 29, 20 20)))",Null,
            """);
    assertThat(roads.refused).isEmpty();
    assertThat(roads.rows.get(1).shape().parts()).hasSize(2);
  }

  private static Read coco(String annotations) {
    return read(
        new Coco(),
        """
        {"info": {"year": 2020}, "licenses": [],
         "images": [{"id": 7, "file_name": "scene.tif"}, {"id": 8, "file_name": "b.tif"}],
         "annotations": [%s],
         "categories": [{"id": 0, "name": "road"}, {"id": 13, "name": "ship"},
                        {"id": 91, "name": "plane"}]}
        """
            .formatted(annotations));
  }

  private static Read read(ImportFormat format, String text) {
    return Read.of(
        format,
        text.getBytes(StandardCharsets.UTF_8),
        new ImageFrame(1000, 800, "scene", null, List.of()));
  }
}
