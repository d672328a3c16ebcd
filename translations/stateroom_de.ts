<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Desktop</name>
    <message>
        <source>Another program serves this store. This window shows it, read-only.</source>
        <translation>Ein anderes Programm bedient diesen Speicher. Dieses Fenster zeigt ihn, ohne zu schreiben.</translation>
    </message>
    <message>
        <source>Programs cannot reach this store at the moment; you can still read and edit it here.</source>
        <translation>Programme erreichen diesen Speicher zurzeit nicht; lesen und bearbeiten lässt er sich hier trotzdem.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This is not valid.</source>
        <translation>Das ist nicht gültig.</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>Das ist zu groß.</translation>
    </message>
    <message>
        <source>This does not exist any more.</source>
        <translation>Das gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Someone else wrote this in the meantime.</source>
        <translation>Inzwischen hat jemand anderes das geschrieben.</translation>
    </message>
    <message>
        <source>History does not reach back that far.</source>
        <translation>So weit reicht die Historie nicht zurück.</translation>
    </message>
    <message>
        <source>The store can only be read here.</source>
        <translation>Der Speicher lässt sich hier nur lesen.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was saved.</source>
        <translation>Der Datenträger ist voll. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The disk or the database reported an error.</source>
        <translation>Datenträger oder Datenbank meldeten einen Fehler.</translation>
    </message>
    <message>
        <source>The store&apos;s file is damaged.</source>
        <translation>Die Datei des Speichers ist beschädigt.</translation>
    </message>
    <message>
        <source>The store&apos;s file was written by a newer version.</source>
        <translation>Die Datei des Speichers stammt von einer neueren Version.</translation>
    </message>
    <message>
        <source>Another program is using this.</source>
        <translation>Ein anderes Programm benutzt das gerade.</translation>
    </message>
    <message>
        <source>This was given up before it was done.</source>
        <translation>Das wurde vor dem Ende abgebrochen.</translation>
    </message>
    <message>
        <source>Something went wrong within Stateroom.</source>
        <translation>In Stateroom ist etwas schiefgegangen.</translation>
    </message>
</context>
<context>
    <name>MenuText</name>
    <message>
        <source>Like the &amp;system</source>
        <extracomment>Light or dark is chosen by the desktop</extracomment>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>About Stateroom</source>
        <translation>Über Stateroom</translation>
    </message>
    <message>
        <source>A workbench for application state.
Free software under the GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>Eine Werkbank für den Zustand von Anwendungen.
Freie Software unter der GNU General Public License, Version 3 oder später, ohne jede Gewähr.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Stateroom</source>
        <translation>Ü&amp;ber Stateroom</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>Sch&amp;lüssel</translation>
    </message>
</context>
<context>
    <name>NamespaceText</name>
    <message>
        <source>Workflows</source>
        <extracomment>Heading over the namespaces of the workflow API</extracomment>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>Integration</source>
        <extracomment>Heading over the namespaces of the integration API</extracomment>
        <translation>Integration</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <extracomment>Heading over the namespaces of the campaign API</extracomment>
        <translation>Kampagnen</translation>
    </message>
    <message>
        <source>Participants</source>
        <extracomment>Heading over what the campaign API keeps per person</extracomment>
        <translation>Teilnehmer</translation>
    </message>
    <message>
        <source>Business</source>
        <extracomment>Heading over the resources of the business API</extracomment>
        <translation>Business</translation>
    </message>
    <message>
        <source>global</source>
        <extracomment>The namespace that has no name of its own</extracomment>
        <translation>global</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>now</source>
        <comment>age of an entry</comment>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>An age in seconds; a narrow column</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>An age in minutes; a narrow column</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>An age in hours; a narrow column</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A date of this year, in QDate&apos;s notation</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date of another year, in QDate&apos;s notation</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>%1 is an age such as &quot;12 s&quot; or &quot;5 min&quot;</extracomment>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>Days until an entry expires; short</extracomment>
        <translation>%1 T.</translation>
    </message>
</context>
<context>
    <name>ValuePreview</name>
    <message numerus="yes">
        <source>%Ln items</source>
        <extracomment>How many elements an array has, within brackets</extracomment>
        <translation>
            <numerusform>%Ln Element</numerusform>
            <numerusform>%Ln Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>expired</source>
        <extracomment>What became of an entry, behind an arrow</extracomment>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>unchanged</source>
        <extracomment>A write that wrote the same value again</extracomment>
        <translation>unverändert</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BrowsePlace</name>
    <message>
        <source>a new key</source>
        <translation>ein neuer Schlüssel</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Go to namespaces</source>
        <translation>Zu den Namensräumen</translation>
    </message>
    <message>
        <source>Go to keys</source>
        <translation>Zu den Schlüsseln</translation>
    </message>
    <message>
        <source>Go to the value</source>
        <translation>Zum Wert</translation>
    </message>
    <message>
        <source>Go to live changes</source>
        <translation>Zu den laufenden Änderungen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Nothing is stored yet</source>
        <translation>Noch ist nichts gespeichert</translation>
    </message>
    <message>
        <source>Begin with a key of your own.</source>
        <translation>Beginnen Sie mit einem eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>Write a first value from any program, for example:</source>
        <translation>Schreiben Sie aus einem beliebigen Programm einen ersten Wert, zum Beispiel:</translation>
    </message>
    <message numerus="yes">
        <source>%Ln edits have not been saved.</source>
        <translation>
            <numerusform>%Ln Änderung ist nicht gespeichert.</numerusform>
            <numerusform>%Ln Änderungen sind nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard and close</source>
        <translation>Verwerfen und schließen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Deleted keys…</source>
        <translation>Gelöschte Schlüssel…</translation>
    </message>
    <message>
        <source>Add sample data</source>
        <translation>Beispieldaten anlegen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::BulkActions</name>
    <message>
        <source>These values are too much to be copied.</source>
        <translation>Diese Werte sind zu viel, um kopiert zu werden.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys deleted.</source>
        <translation>
            <numerusform>%Ln Schlüssel gelöscht.</numerusform>
            <numerusform>%Ln Schlüssel gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys will expire.</source>
        <translation>
            <numerusform>%Ln Schlüssel läuft ab.</numerusform>
            <numerusform>%Ln Schlüssel laufen ab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys no longer expire.</source>
        <translation>
            <numerusform>%Ln Schlüssel läuft nicht mehr ab.</numerusform>
            <numerusform>%Ln Schlüssel laufen nicht mehr ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied as JSON.</source>
        <translation>Als JSON kopiert.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was undone: %Ln of these keys have been written since.</source>
        <translation>
            <numerusform>Nichts wurde rückgängig gemacht: %Ln dieser Schlüssel ist seither geschrieben worden.</numerusform>
            <numerusform>Nichts wurde rückgängig gemacht: %Ln dieser Schlüssel sind seither geschrieben worden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone: %Ln keys are as they were.</source>
        <translation>
            <numerusform>Rückgängig gemacht: %Ln Schlüssel ist wieder, wie er war.</numerusform>
            <numerusform>Rückgängig gemacht: %Ln Schlüssel sind wieder, wie sie waren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied: %1. Left alone, since they exist there: %2.</source>
        <translation>Kopiert: %1. Nicht angerührt, weil es sie dort gibt: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys copied.</source>
        <translation>
            <numerusform>%Ln Schlüssel kopiert.</numerusform>
            <numerusform>%Ln Schlüssel kopiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ChoiceBar</name>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln gewählt</numerusform>
            <numerusform>%Ln gewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::CommandPalette</name>
    <message>
        <source>Search keys, or run a command</source>
        <translation>Schlüssel suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Looking through all keys…</source>
        <translation>Alle Schlüssel werden durchsucht …</translation>
    </message>
    <message>
        <source>Nothing fits.</source>
        <translation>Nichts passt.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeletedModel</name>
    <message>
        <source>Key</source>
        <comment>column</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Last value</source>
        <comment>column</comment>
        <translation>Letzter Wert</translation>
    </message>
    <message>
        <source>What</source>
        <comment>column</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <comment>column</comment>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DeletedView</name>
    <message>
        <source>Bring all back</source>
        <translation>Alle zurückholen</translation>
    </message>
    <message>
        <source>Bring this key back</source>
        <translation>Diesen Schlüssel zurückholen</translation>
    </message>
    <message>
        <source>Close the list (Esc)</source>
        <translation>Die Liste schließen (Esc)</translation>
    </message>
    <message>
        <source>Deleted keys</source>
        <translation>Gelöschte Schlüssel</translation>
    </message>
    <message>
        <source>Deleted keys of %1</source>
        <translation>Gelöschte Schlüssel von %1</translation>
    </message>
    <message>
        <source>Looking through the history…</source>
        <translation>Die Geschichte wird durchgesehen…</translation>
    </message>
    <message>
        <source>Nothing that history knows of was deleted here.</source>
        <translation>Hier wurde nichts gelöscht, von dem die Geschichte weiß.</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln keys</source>
        <translation>
            <numerusform>Der erste Schlüssel</numerusform>
            <numerusform>Die ersten %Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DiffModel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>(the whole value)</source>
        <translation>(der ganze Wert)</translation>
    </message>
    <message>
        <source>Place</source>
        <comment>column</comment>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Difference</source>
        <comment>column</comment>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::DifferenceView</name>
    <message>
        <source>Differences by line</source>
        <translation>Unterschiede nach Zeilen</translation>
    </message>
    <message>
        <source>Differences by structure</source>
        <translation>Unterschiede nach Struktur</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>No difference but in how it is written</source>
        <translation>Kein Unterschied außer der Schreibweise</translation>
    </message>
    <message>
        <source>+%L1  −%L2  ~%L3</source>
        <extracomment>Numbers of places that were added, removed and changed</extracomment>
        <translation>+%L1  −%L2  ~%L3</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EditSession</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Someone else wrote v%1 while you were editing v%2.</source>
        <translation>Inzwischen wurde v%1 geschrieben; Sie bearbeiten v%2.</translation>
    </message>
    <message>
        <source>This key was deleted while you were editing v%1.</source>
        <translation>Inzwischen wurde der Schlüssel gelöscht; Sie bearbeiten v%1.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Load theirs</source>
        <translation>Neue laden</translation>
    </message>
    <message>
        <source>Discard edit</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Theirs, v%1</source>
        <translation>Das andere, v%1</translation>
    </message>
    <message>
        <source>Theirs: deleted</source>
        <translation>Das andere: gelöscht</translation>
    </message>
    <message>
        <source>This key does not exist.</source>
        <translation>Diesen Schlüssel gibt es nicht.</translation>
    </message>
    <message>
        <source>This key has expired. You see its last value.</source>
        <translation>Dieser Schlüssel ist abgelaufen. Sie sehen seinen letzten Wert.</translation>
    </message>
    <message>
        <source>This key was deleted. You see its last value.</source>
        <translation>Dieser Schlüssel wurde gelöscht. Sie sehen seinen letzten Wert.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Not deleted: someone else wrote v%1 in the meantime.</source>
        <translation>Nicht gelöscht: Inzwischen hat jemand anderes v%1 geschrieben.</translation>
    </message>
    <message>
        <source>Delete it anyway</source>
        <translation>Trotzdem löschen</translation>
    </message>
    <message>
        <source>This key exists already.</source>
        <translation>Diesen Schlüssel gibt es schon.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EmptyPlace</name>
    <message>
        <source>Command to try</source>
        <translation>Befehl zum Ausprobieren</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntriesModel</name>
    <message>
        <source>%1 has an unsaved edit</source>
        <extracomment>Tooltip of a key whose edit has not been saved</extracomment>
        <translation>%1 hat eine ungespeicherte Änderung</translation>
    </message>
    <message>
        <source>Key</source>
        <comment>column</comment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>column</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <extracomment>Column with an entry&apos;s version; narrow</extracomment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Age</source>
        <comment>column</comment>
        <extracomment>Column that says how long ago an entry was written; narrow</extracomment>
        <translation>Alter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Expires</source>
        <comment>column</comment>
        <extracomment>Column that counts down to the moment when an entry expires; narrow</extracomment>
        <translation>Ablauf</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntriesPanel</name>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Edit value</source>
        <translation>Wert bearbeiten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Schlüssel</translation>
    </message>
    <message>
        <source>What programs write to %1 appears here.</source>
        <translation>Was Programme in %1 schreiben, erscheint hier.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln keys</source>
        <extracomment>How many keys pass the filter, of how many</extracomment>
        <translation>
            <numerusform>%1 von %Ln Schlüssel</numerusform>
            <numerusform>%1 von %Ln Schlüsseln</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No key matches</source>
        <translation>Kein Schlüssel passt</translation>
    </message>
    <message>
        <source>Esc in the filter shows all keys again.</source>
        <translation>Esc im Filter zeigt wieder alle Schlüssel.</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Expiry</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Undo the last bulk change</source>
        <translation>Letzte Massenänderung rückgängig machen</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>Schlüssel filtern</translation>
    </message>
    <message>
        <source>Show keys as a tree</source>
        <translation>Schlüssel als Baum zeigen</translation>
    </message>
    <message>
        <source>Sort by key</source>
        <translation>Nach Schlüssel ordnen</translation>
    </message>
    <message>
        <source>Sort by version</source>
        <translation>Nach Version ordnen</translation>
    </message>
    <message>
        <source>Sort by age</source>
        <translation>Nach Alter ordnen</translation>
    </message>
    <message>
        <source>In 1 minute</source>
        <translation>In 1 Minute</translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation>In 1 Stunde</translation>
    </message>
    <message>
        <source>In 1 day</source>
        <translation>In 1 Tag</translation>
    </message>
    <message>
        <source>In 1 week</source>
        <translation>In 1 Woche</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>Keys shall not expire</extracomment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Split keys at %1</source>
        <extracomment>How keys are split into a tree: at this sign</extracomment>
        <translation>Schlüssel an %1 teilen</translation>
    </message>
    <message>
        <source>Not an expression at %1: %2</source>
        <translation>Kein Ausdruck an Stelle %1: %2</translation>
    </message>
    <message>
        <source>Copy keys</source>
        <translation>Schlüssel kopieren</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::EntryHead</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A namespace is written kind/name, such as workflow/wf-1.</source>
        <translation>Ein Namensraum wird Art/Name geschrieben, etwa workflow/wf-1.</translation>
    </message>
    <message>
        <source>The key is still missing.</source>
        <translation>Der Schlüssel fehlt noch.</translation>
    </message>
    <message>
        <source>The key is longer than 1,024 bytes.</source>
        <translation>Der Schlüssel ist länger als 1.024 Bytes.</translation>
    </message>
    <message>
        <source>Namespace of the new key</source>
        <translation>Namensraum des neuen Schlüssels</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>by %1</source>
        <extracomment>Who wrote an entry: the id of an API key</extracomment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>expires in %1</source>
        <extracomment>%1 is a countdown such as 3:12</extracomment>
        <translation>läuft ab in %1</translation>
    </message>
    <message>
        <source>More about this entry</source>
        <translation>Mehr zu diesem Eintrag</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geschichte</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ExpiryBar</name>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Never expires</source>
        <translation>Läuft nie ab</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>15 min, 2 h, 1 d 12 h</source>
        <translation>15 min, 2 h, 1 d 12 h</translation>
    </message>
    <message>
        <source>Not a time span</source>
        <translation>Keine Zeitspanne</translation>
    </message>
    <message>
        <source>Leave it as it is (Esc)</source>
        <translation>So lassen (Esc)</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::FilterBar</name>
    <message>
        <source>Filter keys, or /expression/</source>
        <translation>Schlüssel filtern oder /Ausdruck/</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>Schlüssel filtern</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::FindBar</name>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Find in the value</source>
        <translation>Im Wert suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Previous hit (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next hit (Enter)</source>
        <translation>Nächster Treffer (Eingabe)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Die Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Not an expression</source>
        <translation>Kein Ausdruck</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>%L1%2 hits</source>
        <extracomment>%L1 is the number of hits, %2 a plus sign where there are more</extracomment>
        <translation>%L1%2 Treffer</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <extracomment>Which hit of how many</extracomment>
        <translation>%L1 von %L2</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::HistoryModel</name>
    <message>
        <source>API key %1</source>
        <translation>API-Schlüssel %1</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <translation>Version</translation>
    </message>
    <message>
        <source>What</source>
        <comment>column</comment>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <comment>column</comment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>By</source>
        <comment>column</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>column</comment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>its expiry</source>
        <translation>sein Ablauf</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>dieses Fenster</translation>
    </message>
    <message>
        <source>set</source>
        <comment>what a change did</comment>
        <translation>gesetzt</translation>
    </message>
    <message>
        <source>deleted</source>
        <comment>what a change did</comment>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>expired</source>
        <comment>what a change did</comment>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>restored</source>
        <comment>what a change did</comment>
        <translation>wiederhergestellt</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::HistoryView</name>
    <message>
        <source>Restore this version</source>
        <translation>Diese Version wiederherstellen</translation>
    </message>
    <message>
        <source>Compare others with this</source>
        <translation>Andere mit dieser vergleichen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Compare each with the one before</source>
        <translation>Jede mit der vorigen vergleichen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::InspectorPanel</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Delete key</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message>
        <source>Choose a key to see its value.</source>
        <translation>Wählen Sie einen Schlüssel, um seinen Wert zu sehen.</translation>
    </message>
    <message>
        <source>Set expiry…</source>
        <translation>Ablauf setzen…</translation>
    </message>
    <message>
        <source>Show history</source>
        <translation>Geschichte zeigen</translation>
    </message>
    <message>
        <source>Watch this key</source>
        <translation>Diesen Schlüssel beobachten</translation>
    </message>
    <message>
        <source>Copy as %1, reading</source>
        <extracomment>%1 is curl or the name of a programming language</extracomment>
        <translation>Als %1 kopieren, lesend</translation>
    </message>
    <message>
        <source>Copy as %1, writing</source>
        <translation>Als %1 kopieren, schreibend</translation>
    </message>
    <message>
        <source>Your edit has not been saved. Restoring v%1 drops it.</source>
        <translation>Ihre Bearbeitung ist nicht gespeichert. v%1 wiederherzustellen verwirft sie.</translation>
    </message>
    <message>
        <source>Drop it and restore</source>
        <translation>Verwerfen und wiederherstellen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::JsonEditor</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>JSON text; Esc leaves the editor</source>
        <translation>JSON-Text; Esc verlässt den Editor</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::LiveModel</name>
    <message>
        <source>Time</source>
        <comment>column</comment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Entry</source>
        <comment>column</comment>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Version</source>
        <comment>column</comment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>column</comment>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::LivePanel</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Live changes</source>
        <translation>Laufende Änderungen</translation>
    </message>
    <message>
        <source>Go on showing live changes</source>
        <translation>Laufende Änderungen weiter zeigen</translation>
    </message>
    <message>
        <source>Pause live changes</source>
        <translation>Laufende Änderungen anhalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Paused, %Ln changes waiting</source>
        <translation>
            <numerusform>Angehalten, %Ln Änderung wartet</numerusform>
            <numerusform>Angehalten, %Ln Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes appear here as programs write.</source>
        <translation>Änderungen erscheinen hier, sobald Programme schreiben.</translation>
    </message>
    <message>
        <source>Grow or shrink the live changes</source>
        <translation>Live-Änderungen vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Die Liste leeren</translation>
    </message>
    <message>
        <source>Filter changes</source>
        <translation>Änderungen filtern</translation>
    </message>
    <message>
        <source>Show all changes</source>
        <translation>Alle Änderungen zeigen</translation>
    </message>
    <message>
        <source>Only %1</source>
        <extracomment>%1 is the entry of which alone changes are shown</extracomment>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Nothing that is shown here has changed yet.</source>
        <translation>Hier hat sich noch nichts geändert.</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::MainWindow</name>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>Durchsuchen</translation>
    </message>
    <message>
        <source>Search keys, or run a command</source>
        <translation>Schlüssel suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Serve on port %1</source>
        <translation>Auf Port %1 anbieten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::NamespacesModel</name>
    <message numerus="yes">
        <source>%1, %Ln keys</source>
        <extracomment>Read aloud: the name of a namespace and how many keys it has</extracomment>
        <translation>
            <numerusform>%1, %Ln Schlüssel</numerusform>
            <numerusform>%1, %Ln Schlüssel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stateroom::ui::NamespacesPanel</name>
    <message>
        <source>Namespaces</source>
        <translation>Namensräume</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>New namespace…</source>
        <translation>Neuer Namensraum …</translation>
    </message>
    <message>
        <source>Copy namespace…</source>
        <translation>Namensraum kopieren …</translation>
    </message>
    <message>
        <source>-copy</source>
        <translation>-kopie</translation>
    </message>
    <message>
        <source>Delete all keys of the namespace</source>
        <translation>Alle Schlüssel des Namensraums löschen</translation>
    </message>
    <message>
        <source>Name of the namespace</source>
        <translation>Name des Namensraums</translation>
    </message>
    <message>
        <source>Copy %1 to</source>
        <translation>%1 kopieren nach</translation>
    </message>
    <message>
        <source>New namespace</source>
        <translation>Neuer Namensraum</translation>
    </message>
    <message>
        <source>Write a kind in small letters, a slash and a name of its own.</source>
        <translation>Geschrieben werden eine Art in Kleinbuchstaben, ein Schrägstrich und ein eigener Name.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::PlaceRail</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ServerBadge</name>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>Adresse kopiert</translation>
    </message>
    <message>
        <source>The server listens on %1</source>
        <translation>Der Server hört auf %1</translation>
    </message>
    <message>
        <source>Not serving</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>The server is not running</source>
        <translation>Der Server läuft nicht</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesend</translation>
    </message>
    <message>
        <source>Another process serves this store</source>
        <translation>Ein anderer Prozess bedient diesen Speicher</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::SettingsPanel</name>
    <message>
        <source>Not serving</source>
        <translation>Nicht in Betrieb</translation>
    </message>
    <message>
        <source>Listens on %1</source>
        <translation>Lauscht auf %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Holds from the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>Wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Stateroom ends</source>
        <translation>Stateroom wird beendet</translation>
    </message>
    <message>
        <source>It goes on serving, with an icon in the tray</source>
        <translation>Es läuft weiter, mit einem Symbol im Infobereich</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>Dieser Desktop hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Serve on this port</source>
        <translation>Auf diesem Port anbieten</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::TheirsPane</name>
    <message>
        <source>What the other one wrote</source>
        <translation>Was der andere geschrieben hat</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::Tray</name>
    <message>
        <source>Show Stateroom</source>
        <translation>Stateroom zeigen</translation>
    </message>
</context>
<context>
    <name>stateroom::ui::ValueView</name>
    <message>
        <source>Line %1, column %2: %3</source>
        <extracomment>%1 and %2 say where, %3 what is wrong there</extracomment>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen…</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatieren</translation>
    </message>
    <message>
        <source>Minify</source>
        <translation>Verdichten</translation>
    </message>
    <message>
        <source>Fold or unfold here</source>
        <translation>Hier ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>Alles einklappen</translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>Alles ausklappen</translation>
    </message>
</context>
</TS>
