package org.publicdatamesh.portal.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages say, in English. */
@MessageBundle(value = "text", locale = "en")
interface Texts {
    @Message("Open public data")
    String title();

    @Message("Data of government units, open to everyone without an account.")
    String intro();

    @Message("Search names and descriptions")
    String search();

    @Message("Search")
    String go();

    @Message("No dataset on the open list matches.")
    String nothing();

    @Message("More")
    String more();

    @Message("All datasets")
    String all();

    @Message("Unit")
    String unit();

    @Message("Catalogue code")
    String code();

    @Message("Updated")
    String cycle();

    @Message("Open to everyone")
    String everyone();

    @Message("Open on application")
    String conditional();

    @Message("Download")
    String download();

    @Message("{rows} rows, released {date}")
    String rows(long rows, String date);

    @Message("Nothing has been released yet.")
    String noRows();

    @Message("The first rows")
    String preview();

    @Message("Data items")
    String items();

    @Message("Name")
    String name();

    @Message("Label")
    String label();

    @Message("Type")
    String type();

    @Message("Meaning")
    String meaning();

    @Message("How to cite")
    String citation();

    @Message("{unit}: {name}, {code}, release of {date}.")
    String cite(String unit, String name, String code, String date);

    @Message("This dataset is not on the open list.")
    String notFound();

    @Message("Skip to the content")
    String skip();

    @Message("Language")
    String language();

    @Message("This data is suspended for the time being.")
    String suspended();

    @Message("This data is no longer open.")
    String gone();

    @Message("The portal cannot answer now. Try again in a moment.")
    String away();

    @Message("The portal failed. The incident is recorded.")
    String failed();

    @Message("The request cannot be answered.")
    String refused();

    @Message("There is nothing at this address.")
    String nothingHere();

    @Message("Error code")
    String error();

    @Message("Incident")
    String incident();
}
