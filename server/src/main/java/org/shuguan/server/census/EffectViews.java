package org.shuguan.server.census;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// Effects of words and types in the reader's language.
@Component
class EffectViews {
    /// @param unitName short name of the unit
    record EffectView(UnitCode unit, String unitName, int columns, int open, List<EffectColumnView> named) {}

    record EffectColumnView(
            String path,
            String column,
            @Nullable String comment,
            RunController.Label before,
            RunController.Label after,
            boolean open) {}

    private final Institution institution;
    private final Texts texts;

    EffectViews(Institution institution, Texts texts) {
        this.institution = institution;
        this.texts = texts;
    }

    List<EffectView> of(List<NameEffects.Effect> effects) {
        var names = institution.unitNames();
        return effects.stream()
                .map(effect -> new EffectView(
                        effect.unit(),
                        names.apply(effect.unit()),
                        effect.columns(),
                        effect.open(),
                        effect.named().stream().map(this::view).toList()))
                .toList();
    }

    private EffectColumnView view(NameEffects.EffectColumn column) {
        return new EffectColumnView(
                column.path(),
                column.column(),
                column.comment(),
                label(column.before()),
                label(column.after()),
                column.open());
    }

    /// A type with its name.
    ///
    /// @param type word of a type, null for none
    RunController.Label label(@Nullable String type) {
        CensusTexts labels = Texts.ofCensus();
        return DataType.find(type == null ? Correction.NOTHING : type)
                .map(known -> new RunController.Label(known.word(), labels.type(known)))
                .orElseGet(() -> new RunController.Label(Correction.NOTHING, texts.say("census.correction.nothing")));
    }
}
