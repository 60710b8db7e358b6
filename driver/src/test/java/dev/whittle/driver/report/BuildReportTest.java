package dev.whittle.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BuildReportTest {
  @Test
  void theDocumentHasTheFieldsThatScriptsRelyOn() {
    BuildReport.Counts counts =
        new BuildReport.Counts(
            new BuildReport.Functions(4, 3, 2, new BuildReport.Cached(0, 1, 0)),
            new BuildReport.InOut(6, 5),
            new BuildReport.InOut(8, 7),
            9,
            new BuildReport.Read(30, 20, 10));
    BuildReport report =
        new BuildReport(
            "0.1",
            counts,
            List.of(),
            List.of(new BuildReport.Stage("reach", 12, 20)),
            List.of(
                new BuildReport.Policy(
                    "string",
                    "classes",
                    new BuildReport.Price(5, 6, 7),
                    List.of(new BuildReport.Source("a.A.b()", new BuildReport.Price(4, 3, 2))),
                    1)),
            List.of(
                new BuildReport.Undecided(
                    "a/A.b()V:12",
                    "Class.forName",
                    "nothing",
                    new BuildReport.Price(1, 2, 3),
                    4,
                    "name it")),
            List.of(),
            List.of(new BuildReport.Refused("lib.jar", "a/B.class", "not a class file")),
            List.of(new BuildReport.Missing("a.C", "a.A.b()")),
            List.of("a note"),
            Map.of("functions", Map.of("body differs", 1L)),
            List.of(new BuildReport.Jar("out.jar", 7, "00ff", OptionalLong.empty())),
            null);
    assertEquals(
        """
        {
          "whittle": "0.1",
          "functions": {
            "in": 4,
            "reached": 3,
            "generated": 2,
            "cached": 1,
            "from": {
              "outputs": 0,
              "classes": 1,
              "functions": 0
            }
          },
          "classes": {
            "in": 6,
            "out": 5
          },
          "bytes": {
            "in": 8,
            "out": 7
          },
          "bodiesDecoded": 9,
          "read": {
            "bytes": 30,
            "chunks": 20,
            "classes": 10
          },
          "crates": [],
          "stages": [
            {
              "name": "reach",
              "wallMs": 12,
              "cpuMs": 20
            }
          ],
          "policies": [
            {
              "name": "string",
              "what": "classes",
              "functions": 5,
              "classes": 6,
              "bytes": 7,
              "sources": [
                {
                  "from": "a.A.b()",
                  "functions": 4,
                  "classes": 3,
                  "bytes": 2
                }
              ],
              "moreSources": 1
            }
          ],
          "undecided": [
            {
              "site": "a/A.b()V:12",
              "what": "Class.forName",
              "kept": "nothing",
              "functions": 1,
              "classes": 2,
              "bytes": 3,
              "sites": 4,
              "smaller": "name it"
            }
          ],
          "duplicates": [],
          "refused": [
            {
              "path": "lib.jar",
              "entry": "a/B.class",
              "reason": "not a class file"
            }
          ],
          "missing": [
            {
              "name": "a.C",
              "by": "a.A.b()"
            }
          ],
          "notes": [
            "a note"
          ],
          "misses": {
            "functions": {
              "body differs": 1
            }
          },
          "output": {
            "path": "out.jar",
            "bytes": 7,
            "sha256": "00ff"
          }
        }
        """,
        report.toJson());
  }

  @Test
  void anyTextIsEscaped() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("\"\\\n\t\u0001", "ä \ud800");
    object.put("empty", Map.of());
    assertEquals(
        "{\n  \"\\\"\\\\\\n\\t\\u0001\": \"ä \\ud800\",\n  \"empty\": {}\n}\n", Json.print(object));
  }
}
