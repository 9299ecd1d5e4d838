package org.shuguan.server.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.census.Recognition;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.Texts;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What an item that a person types is recognised as by its name, with the classifier of the census.
@RestController
@RequestMapping("/api/catalog/recognition")
class RecognitionController {
    private static final int LONGEST = 200;

    /// The guide's letters of types that are no texts.
    private static final Map<DataType, String> LETTERS =
            Map.of(DataType.BIRTH_DATE, "D", DataType.INCOME, "Y", DataType.COORDINATE, "N");

    /// @param type word of the recognised type, null if nothing was recognised; then the rest is null too
    /// @param label the type in the reader's language
    /// @param grade the grade that the type asks for
    /// @param personal category of personal information, null for none
    /// @param itemType the guide's letter that such items have
    /// @param reason what is stored with the item as the reason of its grade
    record Recognised(
            @Nullable String type,
            @Nullable String label,
            @Nullable Grade grade,
            @Nullable String personal,
            @Nullable String itemType,
            @Nullable String reason) {}

    private static final Recognised NOTHING = new Recognised(null, null, null, null, null, null);

    private final Access access;
    private final Recognition recognition;

    RecognitionController(Access access, Recognition recognition) {
        this.access = access;
        this.recognition = recognition;
    }

    /// @param name the item's name
    /// @param column name of its column
    @GetMapping
    Recognised byName(@RequestParam String name, @RequestParam @Nullable String column, Actor actor) {
        if (!access.canAnywhere(actor, CatalogPermission.WRITE)) {
            throw new Forbidden();
        }
        new InvalidInput.Check()
                .that(name.length() <= LONGEST, "name", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        String technical = column == null || column.isBlank() ? name : column;
        Classification found = recognition.byName(technical, name);
        CensusTexts words = Texts.ofCensus();
        return found.best()
                .map(best -> new Recognised(
                        best.type().word(),
                        words.type(best.type()),
                        found.grade(),
                        found.personal(),
                        LETTERS.getOrDefault(best.type(), "C"),
                        words.reason(found.reason())))
                .orElse(NOTHING);
    }
}
