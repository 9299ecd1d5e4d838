package org.shuguan.dataplane.quality;

class ExaminationTest extends ExaminationContract {
    @Override
    boolean isTrino() {
        return false;
    }
}
