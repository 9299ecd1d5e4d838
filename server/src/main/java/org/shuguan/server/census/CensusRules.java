package org.shuguan.server.census;

import org.shuguan.dataplane.compare.CycleGrace;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// The city's rules of a census, as the dataplane takes them: it knows nothing of a server.
@Component
class CensusRules {
    private final Setting<Integer> asserted;
    private final Setting<Integer> massRows;
    private final Setting<Integer> duplicate;
    private final Setting<Integer> reference;
    private final Setting<Integer> daily;
    private final Setting<Integer> weekly;
    private final Setting<Integer> monthly;
    private final Setting<Integer> quarterly;
    private final Setting<Integer> halfYearly;
    private final Setting<Integer> yearly;
    private final CityWords words;
    private final CityTypes types;

    CensusRules(Settings settings, CityWords words, CityTypes types) {
        this.words = words;
        this.types = types;
        this.asserted = settings.percent("census.asserted");
        this.massRows = settings.number("census.mass-rows");
        this.duplicate = settings.percent("census.duplicate");
        this.reference = settings.percent("census.reference");
        this.daily = settings.days("census.grace-daily");
        this.weekly = settings.days("census.grace-weekly");
        this.monthly = settings.days("census.grace-monthly");
        this.quarterly = settings.days("census.grace-quarterly");
        this.halfYearly = settings.days("census.grace-half-yearly");
        this.yearly = settings.days("census.grace-yearly");
    }

    /// Those of today.
    Thresholds thresholds() {
        return new Thresholds(asserted.today(), massRows.today(), duplicate.today(), reference.today());
    }

    /// Classifies by the city's words and types of today.
    ///
    /// @param thresholds from when it says what it suspects
    Classifier classifier(Thresholds thresholds) {
        return new Classifier(thresholds, words.vocabulary(), types.known());
    }

    /// By the thresholds of today.
    Classifier classifier() {
        return classifier(thresholds());
    }

    /// That of today.
    CycleGrace grace() {
        return new CycleGrace(
                daily.today(), weekly.today(), monthly.today(), quarterly.today(), halfYearly.today(), yearly.today());
    }
}
