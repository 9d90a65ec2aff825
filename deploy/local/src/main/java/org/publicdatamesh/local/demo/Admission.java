package org.publicdatamesh.local.demo;

/** On a mesh that has just come up, a service may not yet know of the units' registration. */
final class Admission {
    private Admission() {}

    /** Whether the service only does not know the caller's unit yet. */
    static boolean pending(Answer answer) {
        return answer.status() == 403 && answer.has("unit-not-admitted");
    }
}
