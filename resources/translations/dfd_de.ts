<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About DFD</source>
        <translation>Über DFD</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>  being listed...</source>
        <translation>  werden aufgelistet...</translation>
    </message>
    <message>
        <source>DFD, the deepfake screening desk</source>
        <translation>DFD, das Pult zum Prüfen auf Deepfakes</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Screens video clips for manipulated faces on this computer, offline.</source>
        <translation>Prüft Videoclips auf manipulierte Gesichter, auf diesem Rechner und ohne Netz.</translation>
    </message>
    <message>
        <source>A score is a lead for examination, never proof.</source>
        <translation>Ein Score ist ein Hinweis für die Untersuchung, nie ein Beweis.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open clips...</source>
        <translation>Clips öffnen...</translation>
    </message>
    <message>
        <source>Choose video clips or pictures to screen</source>
        <translation>Videoclips oder Bilder zum Prüfen auswählen</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Ordner öffnen...</translation>
    </message>
    <message>
        <source>Screen every clip of a folder and its subfolders</source>
        <translation>Alle Clips eines Ordners und seiner Unterordner prüfen</translation>
    </message>
    <message>
        <source>Screen the sample clip</source>
        <translation>Beispielclip prüfen</translation>
    </message>
    <message>
        <source>Try the program on the clip that comes with it</source>
        <translation>Das Programm an dem mitgelieferten Clip ausprobieren</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Show the report of the reviewed clip in the web browser</source>
        <translation>Den Bericht des gesichteten Clips im Browser zeigen</translation>
    </message>
    <message>
        <source>Export report...</source>
        <translation>Bericht exportieren...</translation>
    </message>
    <message>
        <source>Write one HTML report of the selected clips</source>
        <translation>Einen HTML-Bericht der ausgewählten Clips schreiben</translation>
    </message>
    <message>
        <source>Export report as PDF...</source>
        <translation>Bericht als PDF exportieren...</translation>
    </message>
    <message>
        <source>Write one PDF report of the selected clips, for the file or paper</source>
        <translation>Einen PDF-Bericht der ausgewählten Clips schreiben, für die Akte oder für Papier</translation>
    </message>
    <message>
        <source>Export results as JSON...</source>
        <translation>Ergebnisse als JSON exportieren...</translation>
    </message>
    <message>
        <source>Write the complete results of the selected clips</source>
        <translation>Die vollständigen Ergebnisse der ausgewählten Clips schreiben</translation>
    </message>
    <message>
        <source>Export table as CSV...</source>
        <translation>Tabelle als CSV exportieren...</translation>
    </message>
    <message>
        <source>Write one line per selected clip for a spreadsheet</source>
        <translation>Eine Zeile je ausgewähltem Clip für eine Tabellenkalkulation schreiben</translation>
    </message>
    <message>
        <source>Set up...</source>
        <translation>Einrichten...</translation>
    </message>
    <message>
        <source>What this computer can do, where things are kept, a first clip</source>
        <translation>Was dieser Rechner kann, wo alles liegt, ein erster Clip</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Einstellungen...</translation>
    </message>
    <message>
        <source>Device, frames, bands, language, theme</source>
        <translation>Gerät, Bilder, Bereiche, Sprache, Aussehen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the window; asks first while something runs</source>
        <translation>Das Fenster schließen; fragt vorher, solange etwas läuft</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last change of notes, persons, thresholds or the queue</source>
        <translation>Die letzte Änderung an Notizen, Personen, Schwellen oder Warteschlange zurücknehmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>Noch einmal tun, was zurückgenommen wurde</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows as text</source>
        <translation>Die ausgewählten Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>Copy rows as CSV</source>
        <translation>Zeilen als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows for a spreadsheet</source>
        <translation>Die ausgewählten Zeilen für eine Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>Warteschlange filtern</translation>
    </message>
    <message>
        <source>Show only the clips whose name or verdict fits</source>
        <translation>Nur Clips zeigen, deren Name oder Urteil passt</translation>
    </message>
    <message>
        <source>Find an action...</source>
        <translation>Aktion suchen...</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do</source>
        <translation>Ein paar Buchstaben dessen tippen, was geschehen soll</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Go to the queue and the review</source>
        <translation>Zur Warteschlange und zur Sichtung gehen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Go to training</source>
        <translation>Zum Training gehen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Go to the detectors</source>
        <translation>Zu den Detektoren gehen</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>Warteschlange zeigen</translation>
    </message>
    <message>
        <source>Show or hide the queue beside the review</source>
        <translation>Die Warteschlange neben der Sichtung ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Fill the whole screen</source>
        <translation>Den ganzen Bildschirm füllen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Theme: light or dark as the system says</source>
        <translation>Aussehen: hell oder dunkel, wie das System es sagt</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Theme: always light</source>
        <translation>Aussehen: immer hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme: always dark</source>
        <translation>Aussehen: immer dunkel</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Warteschlange anhalten</translation>
    </message>
    <message>
        <source>Finish the running clip, then wait</source>
        <translation>Den laufenden Clip beenden, dann warten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the selected clips; what is scored so far is kept</source>
        <translation>Die ausgewählten Clips anhalten; was bewertet ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Stop everything that runs or waits</source>
        <translation>Alles anhalten, was läuft oder wartet</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Screen failed or cancelled clips once more</source>
        <translation>Gescheiterte oder abgebrochene Clips noch einmal prüfen</translation>
    </message>
    <message>
        <source>Resume interrupted</source>
        <translation>Unterbrochene fortsetzen</translation>
    </message>
    <message>
        <source>Screen what the last session left unfinished</source>
        <translation>Prüfen, was die letzte Sitzung nicht beendet hat</translation>
    </message>
    <message>
        <source>Screen again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Screen finished clips afresh with the present settings</source>
        <translation>Fertige Clips mit den jetzigen Einstellungen neu prüfen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Screen the selected clips earlier</source>
        <translation>Die ausgewählten Clips früher prüfen</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Screen the selected clips later</source>
        <translation>Die ausgewählten Clips später prüfen</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>Ganz nach oben</translation>
    </message>
    <message>
        <source>Screen the selected clips next</source>
        <translation>Die ausgewählten Clips als nächste prüfen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the selected clips off the list; no file is touched</source>
        <translation>Die ausgewählten Clips von der Liste nehmen; keine Datei wird angerührt</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Take finished clips off the list; the results stay stored</source>
        <translation>Fertige Clips von der Liste nehmen; die Ergebnisse bleiben gespeichert</translation>
    </message>
    <message>
        <source>Compare the two clips</source>
        <translation>Die zwei Clips vergleichen</translation>
    </message>
    <message>
        <source>Show the two selected results side by side on one clock</source>
        <translation>Die zwei ausgewählten Ergebnisse nebeneinander auf einer Uhr zeigen</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Open the folder of the selected clip</source>
        <translation>Den Ordner des ausgewählten Clips öffnen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy where the selected clips lie</source>
        <translation>Kopieren, wo die ausgewählten Clips liegen</translation>
    </message>
    <message>
        <source>Previous clip</source>
        <translation>Voriger Clip</translation>
    </message>
    <message>
        <source>Review the clip above in the list</source>
        <translation>Den Clip darüber sichten</translation>
    </message>
    <message>
        <source>Next clip</source>
        <translation>Nächster Clip</translation>
    </message>
    <message>
        <source>Review the clip below in the list</source>
        <translation>Den Clip darunter sichten</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Slower, backwards</source>
        <translation>Langsamer, rückwärts</translation>
    </message>
    <message>
        <source>Faster, forwards</source>
        <translation>Schneller, vorwärts</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>Eine Sekunde zurück</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>Eine Sekunde weiter</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>Fünf Sekunden zurück</translation>
    </message>
    <message>
        <source>Five seconds on</source>
        <translation>Fünf Sekunden weiter</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Go to time or frame...</source>
        <translation>Zu Zeit oder Bild gehen...</translation>
    </message>
    <message>
        <source>Previous suspicious segment</source>
        <translation>Voriger verdächtiger Abschnitt</translation>
    </message>
    <message>
        <source>Next suspicious segment</source>
        <translation>Nächster verdächtiger Abschnitt</translation>
    </message>
    <message>
        <source>Loop from here</source>
        <translation>Schleife ab hier</translation>
    </message>
    <message>
        <source>Loop up to here</source>
        <translation>Schleife bis hier</translation>
    </message>
    <message>
        <source>Loop the segment</source>
        <translation>Abschnitt wiederholen</translation>
    </message>
    <message>
        <source>Play the segment at the cursor again and again</source>
        <translation>Den Abschnitt unter der Marke immer wieder abspielen</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Mark this moment, with words or without</source>
        <translation>Diese Stelle markieren, mit Worten oder ohne</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Notiz bearbeiten</translation>
    </message>
    <message>
        <source>Change the words of the note at this moment</source>
        <translation>Den Wortlaut der Notiz an dieser Stelle ändern</translation>
    </message>
    <message>
        <source>Remove note</source>
        <translation>Notiz entfernen</translation>
    </message>
    <message>
        <source>Forget the note at this moment</source>
        <translation>Die Notiz an dieser Stelle vergessen</translation>
    </message>
    <message>
        <source>Previous note</source>
        <translation>Vorige Notiz</translation>
    </message>
    <message>
        <source>Next note</source>
        <translation>Nächste Notiz</translation>
    </message>
    <message>
        <source>Previous person</source>
        <translation>Vorige Person</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>Nächste Person</translation>
    </message>
    <message>
        <source>Show only this person</source>
        <translation>Nur diese Person zeigen</translation>
    </message>
    <message>
        <source>Leave the other persons out of the face strip</source>
        <translation>Die anderen Personen aus dem Gesichterstreifen weglassen</translation>
    </message>
    <message>
        <source>Leave this person out</source>
        <translation>Diese Person weglassen</translation>
    </message>
    <message>
        <source>See the verdict without the chosen person; the record stays</source>
        <translation>Das Urteil ohne die gewählte Person sehen; die Aufzeichnung bleibt</translation>
    </message>
    <message>
        <source>Show face boxes</source>
        <translation>Gesichtsrahmen zeigen</translation>
    </message>
    <message>
        <source>Show face landmarks</source>
        <translation>Gesichtspunkte zeigen</translation>
    </message>
    <message>
        <source>Whole frame or actual size</source>
        <translation>Ganzes Bild oder wahre Größe</translation>
    </message>
    <message>
        <source>Magnify the frame</source>
        <translation>Bild vergrößern</translation>
    </message>
    <message>
        <source>Make the frame smaller</source>
        <translation>Bild verkleinern</translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation>Wärmebild zeigen</translation>
    </message>
    <message>
        <source>What the chosen detector looked at in this face</source>
        <translation>Worauf der gewählte Detektor in diesem Gesicht achtet</translation>
    </message>
    <message>
        <source>Show the chart as a table</source>
        <translation>Diagramm als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Enlarge the frame</source>
        <translation>Bild groß zeigen</translation>
    </message>
    <message>
        <source>Copy the frame</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save the frame...</source>
        <translation>Bild speichern...</translation>
    </message>
    <message>
        <source>Copy the face</source>
        <translation>Gesicht kopieren</translation>
    </message>
    <message>
        <source>Save the face...</source>
        <translation>Gesicht speichern...</translation>
    </message>
    <message>
        <source>Copy the values at the cursor</source>
        <translation>Werte an der Marke kopieren</translation>
    </message>
    <message>
        <source>Verify this result</source>
        <translation>Ergebnis nachprüfen</translation>
    </message>
    <message>
        <source>Hash the clip again, score faces again, compare with the record</source>
        <translation>Prüfsumme des Clips neu bilden, Gesichter neu bewerten, mit der Aufzeichnung vergleichen</translation>
    </message>
    <message>
        <source>Compare with...</source>
        <translation>Vergleichen mit...</translation>
    </message>
    <message>
        <source>Another clip beside this one, or other scores of this one</source>
        <translation>Ein anderer Clip neben diesem, oder andere Scores von diesem</translation>
    </message>
    <message>
        <source>Back to the review</source>
        <translation>Zurück zur Sichtung</translation>
    </message>
    <message>
        <source>Leave the comparison, review clip A alone</source>
        <translation>Den Vergleich verlassen, Clip A allein sichten</translation>
    </message>
    <message>
        <source>Start B one frame earlier</source>
        <translation>B ein Bild früher beginnen</translation>
    </message>
    <message>
        <source>Start B one frame later</source>
        <translation>B ein Bild später beginnen</translation>
    </message>
    <message>
        <source>Start B one second earlier</source>
        <translation>B eine Sekunde früher beginnen</translation>
    </message>
    <message>
        <source>Start B one second later</source>
        <translation>B eine Sekunde später beginnen</translation>
    </message>
    <message>
        <source>Start both together</source>
        <translation>Beide zugleich beginnen</translation>
    </message>
    <message>
        <source>Take B&apos;s offset back</source>
        <translation>Den Versatz von B zurücknehmen</translation>
    </message>
    <message>
        <source>Zoom in on the chart</source>
        <translation>Diagramm vergrößern</translation>
    </message>
    <message>
        <source>Zoom out of the chart</source>
        <translation>Diagramm verkleinern</translation>
    </message>
    <message>
        <source>Show the whole clip</source>
        <translation>Ganzen Clip zeigen</translation>
    </message>
    <message>
        <source>Show all detectors</source>
        <translation>Alle Detektoren zeigen</translation>
    </message>
    <message>
        <source>Copy the chart</source>
        <translation>Diagramm kopieren</translation>
    </message>
    <message>
        <source>Save the chart as PNG...</source>
        <translation>Diagramm als PNG speichern...</translation>
    </message>
    <message>
        <source>Save the chart as SVG...</source>
        <translation>Diagramm als SVG speichern...</translation>
    </message>
    <message>
        <source>Save the visible values as CSV...</source>
        <translation>Sichtbare Werte als CSV speichern...</translation>
    </message>
    <message>
        <source>New training...</source>
        <translation>Neues Training...</translation>
    </message>
    <message>
        <source>Train a detector on your own data</source>
        <translation>Einen Detektor an eigenen Daten trainieren</translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>Jetzt abschließen</translation>
    </message>
    <message>
        <source>End after this step, validate, keep the best state</source>
        <translation>Nach diesem Schritt enden, validieren, den besten Stand behalten</translation>
    </message>
    <message>
        <source>Pause the run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>Discard the run...</source>
        <translation>Lauf verwerfen...</translation>
    </message>
    <message>
        <source>New run with these settings</source>
        <translation>Neuer Lauf mit diesen Einstellungen</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>The same training as a command line</source>
        <translation>Dasselbe Training als Befehlszeile</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>Ordner des Laufs öffnen</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>Zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Restore the run</source>
        <translation>Lauf wiederherstellen</translation>
    </message>
    <message>
        <source>Take a discarded run back</source>
        <translation>Einen verworfenen Lauf zurückholen</translation>
    </message>
    <message>
        <source>Import a detector...</source>
        <translation>Detektor importieren...</translation>
    </message>
    <message>
        <source>Take a weight file into the library</source>
        <translation>Eine Gewichtsdatei in die Bibliothek aufnehmen</translation>
    </message>
    <message>
        <source>Download...</source>
        <translation>Herunterladen...</translation>
    </message>
    <message>
        <source>Fetch a public detector; asks before any connection is made</source>
        <translation>Einen öffentlichen Detektor holen; fragt vor jeder Verbindung</translation>
    </message>
    <message>
        <source>New ensemble...</source>
        <translation>Neues Ensemble...</translation>
    </message>
    <message>
        <source>Combine several detectors</source>
        <translation>Mehrere Detektoren verbinden</translation>
    </message>
    <message>
        <source>Use by default</source>
        <translation>Als Standard verwenden</translation>
    </message>
    <message>
        <source>Export detector...</source>
        <translation>Detektor exportieren...</translation>
    </message>
    <message>
        <source>Remove from library...</source>
        <translation>Aus der Bibliothek entfernen...</translation>
    </message>
    <message>
        <source>Screen the sample with it</source>
        <translation>Das Beispiel damit prüfen</translation>
    </message>
    <message>
        <source>Try it on the clip that comes with the program</source>
        <translation>An dem mitgelieferten Clip ausprobieren</translation>
    </message>
    <message>
        <source>Check on two faces...</source>
        <translation>An zwei Gesichtern prüfen...</translation>
    </message>
    <message>
        <source>Does it tell a real face from a fake one?</source>
        <translation>Unterscheidet er ein echtes Gesicht von einem gefälschten?</translation>
    </message>
    <message>
        <source>Read the library again</source>
        <translation>Bibliothek neu einlesen</translation>
    </message>
    <message>
        <source>How to read a result</source>
        <translation>Wie ein Ergebnis zu lesen ist</translation>
    </message>
    <message>
        <source>What a verdict means and what it does not</source>
        <translation>Was ein Urteil bedeutet und was nicht</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the engine log</source>
        <translation>Protokoll der Engine zeigen</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>About DFD</source>
        <translation>Über DFD</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Sichtung</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>Bib&amp;liothek</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Show or hide detector {number}</source>
        <translation>Detektor {number} ein- oder ausblenden</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Something went wrong that should not have: {error}</source>
        <translation>Etwas ist schiefgegangen, das nicht schiefgehen darf: {error}</translation>
    </message>
    <message>
        <source>This is a defect of DFD. The details are in the log.</source>
        <translation>Das ist ein Fehler von DFD. Das Nähere steht im Protokoll.</translation>
    </message>
</context>
<context>
    <name>BandScale</name>
    <message>
        <source>Score {score} on a scale from 0 to 1: {verdict}</source>
        <translation>Score {score} auf einer Skala von 0 bis 1: {verdict}</translation>
    </message>
</context>
<context>
    <name>BuildRow</name>
    <message>
        <source>Which were left out?</source>
        <translation>Welche wurden ausgelassen?</translation>
    </message>
    <message>
        <source>It has failed.</source>
        <translation>Es ist gescheitert.</translation>
    </message>
    <message>
        <source>Other parts or methods are chosen now than when these faces were cut: start over.</source>
        <translation>Jetzt sind andere Teile oder Methoden gewählt als beim Ausschneiden dieser Gesichter: bitte neu beginnen.</translation>
    </message>
    <message>
        <source>not cut yet</source>
        <translation>noch nicht geschnitten</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>cutting</source>
        <translation>schneidet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cut before</source>
        <translation>früher geschnitten</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>Looking for the clips</source>
        <translation>Sucht die Clips</translation>
    </message>
    <message>
        <source>{done} of {total} clips</source>
        <translation>{done} von {total} Clips</translation>
    </message>
    <message>
        <source>{number} without a usable face</source>
        <translation>{number} ohne brauchbares Gesicht</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{number} clips/s</source>
        <translation>{number} Clips/s</translation>
    </message>
    <message>
        <source>{real} real and {fake} fake, {clips} clips in {groups} groups</source>
        <translation>{real} echte und {fake} gefälschte, {clips} Clips in {groups} Gruppen</translation>
    </message>
    <message>
        <source>Left out: {reasons}</source>
        <translation>Ausgelassen: {reasons}</translation>
    </message>
    <message>
        <source>In doubt and not trained on: {number} faces whose label may be wrong</source>
        <translation>Zweifelhaft und nicht zum Training benutzt: {number} Gesichter, deren Angabe falsch sein kann</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>{time}   frame {frame}</source>
        <translation>{time}   Bild {frame}</translation>
    </message>
    <message>
        <source>{place}   picture of {time}</source>
        <translation>{place}   Bild von {time}</translation>
    </message>
    <message>
        <source>Exact frame, {size}</source>
        <translation>Genaues Bild, {size}</translation>
    </message>
    <message>
        <source>Preview, {size}</source>
        <translation>Vorschau, {size}</translation>
    </message>
    <message>
        <source>Dashed: measured at {time}</source>
        <translation>Gestrichelt: gemessen bei {time}</translation>
    </message>
    <message>
        <source>No clip is shown</source>
        <translation>Kein Clip wird gezeigt</translation>
    </message>
    <message>
        <source>The clip cannot be decoded</source>
        <translation>Der Clip lässt sich nicht dekodieren</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>There are no small copies of this clip to fall back on.</source>
        <translation>Es gibt keine kleinen Kopien dieses Clips, die stattdessen zu zeigen wären.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Noch kein Bild</translation>
    </message>
    <message>
        <source>The engine is fetching it.</source>
        <translation>Die Engine holt es gerade.</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>no face</source>
        <translation>kein Gesicht</translation>
    </message>
    <message>
        <source>not analysed</source>
        <translation>nicht untersucht</translation>
    </message>
    <message>
        <source>decode error</source>
        <translation>Fehler beim Dekodieren</translation>
    </message>
    <message>
        <source>authentic</source>
        <translation>echt</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>uneindeutig</translation>
    </message>
    <message>
        <source>manipulated</source>
        <translation>manipuliert</translation>
    </message>
    <message>
        <source>All detectors</source>
        <translation>Alle Detektoren</translation>
    </message>
    <message>
        <source>frame {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <source>All persons</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>{who}: no frame was scored</source>
        <translation>{who}: kein Bild wurde bewertet</translation>
    </message>
    <message>
        <source>{who}: {count} scored frames, from {low} to {high}, mean {mean}; {lines} lines shown</source>
        <translation>{who}: {count} bewertete Bilder, von {low} bis {high}, im Mittel {mean}; {lines} Linien sichtbar</translation>
    </message>
</context>
<context>
    <name>ChartExport</name>
    <message>
        <source>PNG picture, size of the screen (*.png)</source>
        <translation>PNG-Bild in der Größe des Bildschirms (*.png)</translation>
    </message>
    <message>
        <source>PNG picture, double size (*.png)</source>
        <translation>PNG-Bild in doppelter Größe (*.png)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Save the visible values</source>
        <translation>Sichtbare Werte speichern</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>{file} ist gespeichert</translation>
    </message>
</context>
<context>
    <name>ChartTable</name>
    <message>
        <source>Scores as a table</source>
        <translation>Scores als Tabelle</translation>
    </message>
</context>
<context>
    <name>ChartTableModel</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>All detectors</source>
        <translation>Alle Detektoren</translation>
    </message>
    <message>
        <source>scored</source>
        <translation>bewertet</translation>
    </message>
</context>
<context>
    <name>CheckCard</name>
    <message>
        <source>waits its turn</source>
        <translation>wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>Reading the faces, comparing both sides, trying the first batches. This takes up to a minute.</source>
        <translation>Liest die Gesichter, vergleicht beide Seiten, probiert die ersten Stapel. Das dauert bis zu einer Minute.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>Leaks are not looked for: the same person may be learnt and tested on, which flatters.</source>
        <translation>Nach Lecks wird nicht gesucht: Dieselbe Person kann gelernt und geprüft werden, das schönt die Zahlen.</translation>
    </message>
    <message>
        <source>cannot be trained</source>
        <translation>lässt sich nicht trainieren</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>{real} real and {fake} fake faces of {groups} groups</source>
        <translation>{real} echte und {fake} gefälschte Gesichter aus {groups} Gruppen</translation>
    </message>
    <message>
        <source>Leaks</source>
        <translation>Lecks</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>all there and whole</source>
        <translation>alle da und heil</translation>
    </message>
    <message>
        <source>Learnt from</source>
        <translation>Gelernt wird an</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>{rate} faces a second, about {time} an epoch</source>
        <translation>{rate} Gesichter je Sekunde, etwa {time} je Epoche</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>about {time} for {epochs} epochs</source>
        <translation>etwa {time} für {epochs} Epochen</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>none: no person, source or near-duplicate picture is on both sides</source>
        <translation>keine: Keine Person, Quelle oder fast gleiche Aufnahme steht auf beiden Seiten</translation>
    </message>
    <message>
        <source>not looked for: the leak check is switched off in the recipe&apos;s expert settings</source>
        <translation>nicht gesucht: Die Suche nach Lecks ist in den Expertenoptionen des Rezepts ausgeschaltet</translation>
    </message>
    <message>
        <source>{device}, {memory} of memory; {millions} million weights</source>
        <translation>{device}, {memory} Speicher; {millions} Millionen Gewichte</translation>
    </message>
    <message>
        <source>{batch} faces, worked through in {pieces} pieces because memory is short</source>
        <translation>{batch} Gesichter, in {pieces} Teilen verarbeitet, weil der Speicher knapp ist</translation>
    </message>
    <message>
        <source>{batch} faces at once</source>
        <translation>{batch} Gesichter auf einmal</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check before the hours begin</source>
        <translation>Prüfen, bevor die Stunden beginnen</translation>
    </message>
    <message>
        <source>Two batches are tried out: whether the memory is enough, how long it takes, and whether the same people stand on both sides.</source>
        <translation>Zwei Stapel werden ausprobiert: ob der Speicher reicht, wie lange es dauert, und ob dieselben Leute auf beiden Seiten stehen.</translation>
    </message>
    <message>
        <source>Begin when the training that is at work has ended</source>
        <translation>Beginnen, wenn das laufende Training beendet ist</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>This cannot be trained: see what to do above</source>
        <translation>Dies lässt sich nicht trainieren: Oben steht, was zu tun ist</translation>
    </message>
    <message>
        <source>The check is not done yet</source>
        <translation>Die Prüfung ist noch nicht beendet</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training beginnen</translation>
    </message>
    <message>
        <source>About {time} in all</source>
        <translation>Etwa {time} insgesamt</translation>
    </message>
    <message>
        <source>Kept in {folder}</source>
        <translation>Liegt in {folder}</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.bmp);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>A real face</source>
        <translation>Ein echtes Gesicht</translation>
    </message>
    <message>
        <source>A fake face</source>
        <translation>Ein gefälschtes Gesicht</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Does it tell a real face from a fake one?</source>
        <translation>Unterscheidet er ein echtes Gesicht von einem gefälschten?</translation>
    </message>
    <message>
        <source>Two pictures that show nothing but a face, cut as closely as this detector wants it. It should give the fake one the higher score; if not, the sign, the normalisation or the crop is probably wrong.</source>
        <translation>Zwei Bilder, die nichts als ein Gesicht zeigen, so eng geschnitten, wie dieser Detektor es will. Er sollte dem gefälschten den höheren Score geben; wenn nicht, stimmt wahrscheinlich das Vorzeichen, die Normalisierung oder der Ausschnitt nicht.</translation>
    </message>
    <message>
        <source>Scoring the two pictures...</source>
        <translation>Die zwei Bilder werden bewertet...</translation>
    </message>
    <message>
        <source>checking {name}</source>
        <translation>prüft {name}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>The check was broken off.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The fake face scores {fake}, the real one {real}.</source>
        <translation>Das gefälschte Gesicht hat {fake}, das echte {real}.</translation>
    </message>
    <message>
        <source>It hardly tells them apart. Try another pair before you trust it or give it up.</source>
        <translation>Er unterscheidet sie kaum. Ein anderes Paar versuchen, bevor man ihm traut oder ihn aufgibt.</translation>
    </message>
    <message>
        <source>Fake above real: as expected. One pair proves little.</source>
        <translation>Gefälscht über echt: wie erwartet. Ein Paar beweist wenig.</translation>
    </message>
    <message>
        <source>Real above fake: the sign may be wrong, or the normalisation or the crop. Try another pair; if it stays so, do not screen with this detector.</source>
        <translation>Echt über gefälscht: Das Vorzeichen kann falsch sein, oder die Normalisierung, oder der Ausschnitt. Ein anderes Paar versuchen; bleibt es so, mit diesem Detektor nicht prüfen.</translation>
    </message>
</context>
<context>
    <name>Child</name>
    <message>
        <source>The program &apos;{name}&apos; cannot be started: {reason}.</source>
        <translation>Das Programm &apos;{name}&apos; lässt sich nicht starten: {reason}.</translation>
    </message>
    <message>
        <source>The program ended abruptly.</source>
        <translation>Das Programm hat plötzlich geendet.</translation>
    </message>
    <message>
        <source>The program ended with code {code} and said nothing.</source>
        <translation>Das Programm hat mit Code {code} geendet und nichts gesagt.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unfertige</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Choose...</source>
        <translation>Auswählen...</translation>
    </message>
</context>
<context>
    <name>ChoiceField</name>
    <message>
        <source>{value} (not there)</source>
        <translation>{value} (nicht da)</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Screen with</source>
        <translation>Prüfen mit</translation>
    </message>
    <message>
        <source>Options of screening</source>
        <translation>Optionen der Prüfung</translation>
    </message>
    <message>
        <source>Frames per clip, device</source>
        <translation>Bilder je Clip, Gerät</translation>
    </message>
    <message>
        <source>1 frame</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{count} frames</source>
        <translation>{count} Bilder</translation>
    </message>
    <message>
        <source>Compare {clip} with</source>
        <translation>{clip} vergleichen mit</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Reading the case store...</source>
        <translation>Der Fallspeicher wird gelesen...</translation>
    </message>
    <message>
        <source>Search by clip, ensemble or verdict</source>
        <translation>Nach Clip, Ensemble oder Urteil suchen</translation>
    </message>
    <message>
        <source>Search the results</source>
        <translation>Ergebnisse suchen</translation>
    </message>
    <message>
        <source>Results to compare with</source>
        <translation>Ergebnisse zum Vergleichen</translation>
    </message>
    <message>
        <source>No result fits these words.</source>
        <translation>Kein Ergebnis passt zu diesen Worten.</translation>
    </message>
    <message>
        <source>There is no other result yet. Screen another clip, or this one with another ensemble.</source>
        <translation>Es gibt noch kein anderes Ergebnis. Einen anderen Clip prüfen, oder diesen mit einem anderen Ensemble.</translation>
    </message>
</context>
<context>
    <name>ClipHeader</name>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Facts of the clip</source>
        <translation>Angaben zum Clip</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>{fps:g} fps</source>
        <translation>{fps:g} Bilder/s</translation>
    </message>
</context>
<context>
    <name>CloserLooks</name>
    <message>
        <source>Closer looks</source>
        <translation>Nähere Blicke</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Work is not finished</source>
        <translation>Die Arbeit ist nicht beendet</translation>
    </message>
    <message>
        <source>Something is still running:</source>
        <translation>Etwas läuft noch:</translation>
    </message>
    <message>
        <source>Keep running: the window hides and ends when all is done.</source>
        <translation>Weiterlaufen lassen: Das Fenster verschwindet und endet, wenn alles fertig ist.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
</context>
<context>
    <name>CommandBox</name>
    <message>
        <source>The same as a command line</source>
        <translation>Dasselbe als Befehlszeile</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CommandField</name>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>This program is started as you, with all your rights, each time the engine is needed: enter only what you trust. Clips that it cannot read by their path are sent to it.</source>
        <translation>Dieses Programm wird in Ihrem Namen und mit allen Ihren Rechten gestartet, wann immer die Engine gebraucht wird: Geben Sie nur ein, dem Sie trauen. Clips, die es unter ihrem Pfad nicht lesen kann, werden ihm geschickt.</translation>
    </message>
</context>
<context>
    <name>CommonCard</name>
    <message>
        <source>Name of the detector</source>
        <translation>Name des Detektors</translation>
    </message>
    <message>
        <source>as the recipe says</source>
        <translation>wie im Rezept</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>Anfangsgewichte</translation>
    </message>
    <message>
        <source>Held out for validation</source>
        <translation>Zur Validierung zurückgehalten</translation>
    </message>
    <message>
        <source>Faces that are never learnt from, by which the best epoch is chosen</source>
        <translation>Gesichter, aus denen nie gelernt wird und nach denen die beste Epoche gewählt wird</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>for its card, e.g. research use only</source>
        <translation>für die Karte, z. B. nur für die Forschung</translation>
    </message>
    <message>
        <source>I allow one download from {host} (up to 90 MB);
nothing about my data is sent</source>
        <translation>Ich erlaube einen Download von {host} (bis 90 MB);
über meine Daten wird nichts gesendet</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>auto takes a GPU where there is one; or cpu, cuda, cuda:1, mps</source>
        <translation>auto nimmt eine GPU, wo es eine gibt; oder cpu, cuda, cuda:1, mps</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt)</source>
        <translation>Gewichte (*.safetensors *.pth *.pt)</translation>
    </message>
    <message>
        <source>Choose first weights</source>
        <translation>Anfangsgewichte wählen</translation>
    </message>
    <message>
        <source>Choose a face set for validation</source>
        <translation>Gesichtersammlung zur Validierung wählen</translation>
    </message>
    <message>
        <source>none: from scratch</source>
        <translation>keine: von Grund auf</translation>
    </message>
    <message>
        <source>ImageNet (one download)</source>
        <translation>ImageNet (ein Download)</translation>
    </message>
    <message>
        <source>a file...</source>
        <translation>eine Datei...</translation>
    </message>
    <message>
        <source>10 % of the groups</source>
        <translation>10 % der Gruppen</translation>
    </message>
    <message>
        <source>20 % of the groups</source>
        <translation>20 % der Gruppen</translation>
    </message>
    <message>
        <source>30 % of the groups</source>
        <translation>30 % der Gruppen</translation>
    </message>
    <message>
        <source>DFDC parts 41 to 49, as the seed did</source>
        <translation>DFDC-Teile 41 bis 49, wie die Ausgangslösung</translation>
    </message>
    <message>
        <source>another face set...</source>
        <translation>andere Gesichtersammlung...</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>The scores are not directly comparable: {reasons}.</source>
        <translation>Die Scores sind nicht unmittelbar vergleichbar: {reasons}.</translation>
    </message>
    <message>
        <source>{side} is a partial result</source>
        <translation>{side} ist ein teilweises Ergebnis</translation>
    </message>
    <message>
        <source>different ensembles ({a} and {b})</source>
        <translation>verschiedene Ensembles ({a} und {b})</translation>
    </message>
    <message>
        <source>different files of the same detector ({names})</source>
        <translation>verschiedene Dateien desselben Detektors ({names})</translation>
    </message>
    <message>
        <source>the bands of {side} are not known any more</source>
        <translation>die Bereiche von {side} sind nicht mehr bekannt</translation>
    </message>
    <message>
        <source>different calibration</source>
        <translation>verschiedene Kalibrierung</translation>
    </message>
    <message>
        <source>different bands</source>
        <translation>verschiedene Bereiche</translation>
    </message>
    <message>
        <source>{a} and {b} frames per clip</source>
        <translation>{a} und {b} Bilder je Clip</translation>
    </message>
    <message>
        <source>frames chosen in different ways</source>
        <translation>Bilder auf verschiedene Weise ausgewählt</translation>
    </message>
    <message>
        <source>different face detectors ({a} and {b})</source>
        <translation>verschiedene Gesichtssucher ({a} und {b})</translation>
    </message>
    <message>
        <source>B − A: {difference}</source>
        <translation>B − A: {difference}</translation>
    </message>
    <message>
        <source>no sample</source>
        <translation>kein untersuchtes Bild</translation>
    </message>
    <message>
        <source>before {side}</source>
        <translation>vor {side}</translation>
    </message>
    <message>
        <source>after {side}</source>
        <translation>nach {side}</translation>
    </message>
    <message>
        <source>All persons</source>
        <translation>Alle Personen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Copy, save, zoom</source>
        <translation>Kopieren, speichern, vergrößern</translation>
    </message>
    <message>
        <source>More of the comparison</source>
        <translation>Mehr zum Vergleich</translation>
    </message>
</context>
<context>
    <name>ComparisonPart</name>
    <message>
        <source>By method, on the same held-out faces</source>
        <translation>Nach Methode, auf denselben zurückgehaltenen Gesichtern</translation>
    </message>
    <message>
        <source>Compare with the installed detectors</source>
        <translation>Mit den installierten Detektoren vergleichen</translation>
    </message>
    <message>
        <source>AUC of this run minus that of the other, with its 95 % interval: {list}</source>
        <translation>AUC dieses Laufs minus die des anderen, mit 95-%-Intervall: {list}</translation>
    </message>
    <message>
        <source>No other detector is installed</source>
        <translation>Es ist kein anderer Detektor installiert</translation>
    </message>
    <message>
        <source>Asking {number} detectors</source>
        <translation>{number} Detektoren werden gefragt</translation>
    </message>
    <message>
        <source>The comparison ended without a word.</source>
        <translation>Der Vergleich endete ohne ein Wort.</translation>
    </message>
</context>
<context>
    <name>ComposePage</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and use by default</source>
        <translation>Speichern und als Standard verwenden</translation>
    </message>
    <message>
        <source>ensemble</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Several detectors see more than one. What each says of a clip becomes one score by a rule.</source>
        <translation>Mehrere Detektoren sehen mehr als einer. Was jeder über einen Clip sagt, wird nach einer Regel zu einem Score.</translation>
    </message>
    <message>
        <source>New ensemble</source>
        <translation>Neues Ensemble</translation>
    </message>
    <message>
        <source>Aggregation</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Several persons in a clip</source>
        <translation>Mehrere Personen in einem Clip</translation>
    </message>
    <message>
        <source>One manipulated person makes a manipulated clip.</source>
        <translation>Eine manipulierte Person macht einen manipulierten Clip.</translation>
    </message>
    <message>
        <source>As the DFDC winner did; goes with its confident rule.</source>
        <translation>Wie der Sieger der DFDC; gehört zu seiner Regel der Sicheren.</translation>
    </message>
    <message>
        <source>The highest person decides</source>
        <translation>Die höchste Person entscheidet</translation>
    </message>
    <message>
        <source>All faces in one pool</source>
        <translation>Alle Gesichter zusammen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>what it is for, in a few words</source>
        <translation>wofür es ist, in wenigen Worten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Effect on clips that are screened already</source>
        <translation>Wirkung auf schon geprüfte Clips</translation>
    </message>
    <message>
        <source>It needs a detector.</source>
        <translation>Es braucht einen Detektor.</translation>
    </message>
    <message>
        <source>Reading the stored results...</source>
        <translation>Die gespeicherten Ergebnisse werden gelesen...</translation>
    </message>
    <message>
        <source>Choose detectors to see it.</source>
        <translation>Detektoren auswählen, um sie zu sehen.</translation>
    </message>
    <message>
        <source>No clip has been screened yet.</source>
        <translation>Noch kein Clip ist geprüft.</translation>
    </message>
    <message>
        <source>None of {total} screened clips has scores of {who}. Screen some with each of them first.</source>
        <translation>Keiner von {total} geprüften Clips hat Scores von {who}. Erst einige mit jedem davon prüfen.</translation>
    </message>
    <message>
        <source>{here} of {total} screened clips have scores of {who}; {changed} verdicts would change.</source>
        <translation>{here} von {total} geprüften Clips haben Scores von {who}; {changed} Urteile würden sich ändern.</translation>
    </message>
    <message>
        <source>Computed from stored scores: no network ran.</source>
        <translation>Aus gespeicherten Scores berechnet: Kein Netz ist gelaufen.</translation>
    </message>
    <message>
        <source>Left out: {count} screened with an earlier file of one of them.</source>
        <translation>Ausgelassen: {count}, die mit einer früheren Datei eines davon geprüft wurden.</translation>
    </message>
    <message>
        <source>both detectors</source>
        <translation>beiden Detektoren</translation>
    </message>
    <message>
        <source>all {count} detectors</source>
        <translation>allen {count} Detektoren</translation>
    </message>
    <message>
        <source>Nobody has calibrated this combination, so its bands are wide on purpose (manipulated from .98, authentic up to .02): expect many clips to be inconclusive. &apos;dfd evaluate --ensemble NAME --data DIR&apos; measures it.</source>
        <translation>Niemand hat diese Verbindung kalibriert, darum sind ihre Bereiche absichtlich weit (manipuliert ab .98, echt bis .02): Viele Clips werden uneindeutig sein. &apos;dfd evaluate --ensemble NAME --data DIR&apos; misst sie.</translation>
    </message>
</context>
<context>
    <name>ComputerPage</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Clips are screened here, offline. Nothing leaves this computer.</source>
        <translation>Clips werden hier geprüft, ohne Netz. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Clips are screened by the engine that the settings name.</source>
        <translation>Clips werden von der Engine geprüft, die in den Einstellungen steht.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Another engine screens</source>
        <translation>Eine andere Engine prüft</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Noch einmal messen</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>The engine tells when it has started.</source>
        <translation>Die Engine sagt es, wenn sie gestartet ist.</translation>
    </message>
    <message>
        <source>Also here: {devices}. The settings choose.</source>
        <translation>Auch vorhanden: {devices}. Die Einstellungen bestimmen die Wahl.</translation>
    </message>
    <message>
        <source>No graphics card was found that detectors can run on.</source>
        <translation>Es wurde keine Grafikkarte gefunden, auf der Detektoren laufen können.</translation>
    </message>
    <message>
        <source>Chosen by itself; the settings choose another.</source>
        <translation>Von selbst gewählt; in den Einstellungen lässt sich ein anderes wählen.</translation>
    </message>
    <message>
        <source>1 core</source>
        <translation>1 Kern</translation>
    </message>
    <message>
        <source>{count} cores</source>
        <translation>{count} Kerne</translation>
    </message>
    <message>
        <source>Screening may use all of them.</source>
        <translation>Die Prüfung darf alle benutzen.</translation>
    </message>
    <message>
        <source>Screening uses {used}; the rest is left to the window and to other programs.</source>
        <translation>Die Prüfung benutzt {used}; der Rest bleibt für das Fenster und andere Programme.</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Nicht gemessen</translation>
    </message>
    <message>
        <source>Measuring screens the sample clip; it takes some seconds.</source>
        <translation>Zum Messen wird der Beispielclip geprüft; das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>The engine is at work. Measure when it is at rest.</source>
        <translation>Die Engine ist bei der Arbeit. Messen, wenn sie ruht.</translation>
    </message>
    <message>
        <source>Starting the engine...</source>
        <translation>Die Engine wird gestartet...</translation>
    </message>
    <message>
        <source>Loading the detectors...</source>
        <translation>Die Detektoren werden geladen...</translation>
    </message>
    <message>
        <source>Screening the sample clip...</source>
        <translation>Der Beispielclip wird geprüft...</translation>
    </message>
    <message>
        <source>Could not be measured</source>
        <translation>Ließ sich nicht messen</translation>
    </message>
    <message>
        <source>About {seconds} s a clip</source>
        <translation>Etwa {seconds} s je Clip</translation>
    </message>
    <message>
        <source>Measured now, on the sample: {frames} frames in {took} s, {rate} a second. The length of a clip matters little, since {asked} frames of each are looked at; several persons and more detectors take longer.</source>
        <translation>Eben am Beispiel gemessen: {frames} Bilder in {took} s, {rate} je Sekunde. Die Länge eines Clips macht wenig aus, weil von jedem {asked} Bilder angesehen werden; mehrere Personen und mehr Detektoren dauern länger.</translation>
    </message>
</context>
<context>
    <name>ConfigForm</name>
    <message>
        <source>Find a setting</source>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>Expert settings too</source>
        <translation>Auch Expertenoptionen</translation>
    </message>
    <message>
        <source>Back to the recipe&apos;s {value}</source>
        <translation>Zurück zum Wert des Rezepts: {value}</translation>
    </message>
</context>
<context>
    <name>CuttingForm</name>
    <message>
        <source>Faces of each clip</source>
        <translation>Gesichter je Clip</translation>
    </message>
    <message>
        <source>Evenly spread over the clip. Ten are enough for most sets.</source>
        <translation>Gleichmäßig über den Clip verteilt. Zehn genügen meistens.</translation>
    </message>
    <message>
        <source>Size at most</source>
        <translation>Größe höchstens</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Longer side of a stored picture; smaller faces are never enlarged.</source>
        <translation>Längere Seite eines gespeicherten Bildes; kleinere Gesichter werden nie vergrößert.</translation>
    </message>
    <message>
        <source>Room around the face as a share of its box</source>
        <translation>Rand um das Gesicht als Anteil seines Rahmens</translation>
    </message>
    <message>
        <source>Whose faces</source>
        <translation>Wessen Gesichter</translation>
    </message>
    <message>
        <source>of the main person</source>
        <translation>der Hauptperson</translation>
    </message>
    <message>
        <source>of everybody</source>
        <translation>von allen</translation>
    </message>
    <message>
        <source>Room around</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source>Room around the face</source>
        <translation>Rand um das Gesicht</translation>
    </message>
    <message>
        <source>wide, for every recipe</source>
        <translation>weit, für jedes Rezept</translation>
    </message>
    <message>
        <source>none, as the seed did</source>
        <translation>keiner, wie die Ausgangslösung</translation>
    </message>
    <message>
        <source>own share of the box</source>
        <translation>eigener Anteil am Rahmen</translation>
    </message>
    <message>
        <source>Recipes that look at more than the bare face need the wide room</source>
        <translation>Rezepte, die mehr als das bloße Gesicht sehen, brauchen den weiten Rand</translation>
    </message>
</context>
<context>
    <name>DamagedPage</name>
    <message>
        <source>It is left out everywhere. Nothing was changed in it.</source>
        <translation>Es wird überall ausgelassen. An der Datei wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Which clips to learn from</source>
        <translation>Aus welchen Clips gelernt wird</translation>
    </message>
    <message>
        <source>Real clips and manipulated ones, as folders or as a table. Whoever appears in them is held out as a whole for validation, never split between learning and testing.</source>
        <translation>Echte und manipulierte Clips, als Ordner oder als Tabelle. Wer darin vorkommt, wird als Ganzes für die Validierung zurückgehalten, nie zwischen Lernen und Prüfen geteilt.</translation>
    </message>
    <message>
        <source>Add folder...</source>
        <translation>Ordner hinzufügen...</translation>
    </message>
    <message>
        <source>Add table (CSV)...</source>
        <translation>Tabelle (CSV) hinzufügen...</translation>
    </message>
    <message>
        <source>Add a data set first</source>
        <translation>Erst einen Datensatz hinzufügen</translation>
    </message>
    <message>
        <source>There are no real clips: without them nothing can be learnt</source>
        <translation>Es gibt keine echten Clips: Ohne sie lässt sich nichts lernen</translation>
    </message>
    <message>
        <source>DFDC parts, FaceForensics++, Celeb-DF, real and fake folders, or a face set</source>
        <translation>DFDC-Teile, FaceForensics++, Celeb-DF, Ordner mit echten und gefälschten Clips oder eine Gesichtersammlung</translation>
    </message>
    <message>
        <source>A list with the columns path, label and group</source>
        <translation>Eine Liste mit den Spalten path, label und group</translation>
    </message>
    <message>
        <source>In all {real} real and {fake} fake clips in {groups} groups</source>
        <translation>Insgesamt {real} echte und {fake} gefälschte Clips in {groups} Gruppen</translation>
    </message>
    <message>
        <source>There are no fakes here. The recipes &apos;selfblend&apos; and &apos;starter-open&apos; make their own from the real faces; all others need some.</source>
        <translation>Hier gibt es keine Fälschungen. Die Rezepte &apos;selfblend&apos; und &apos;starter-open&apos; machen ihre eigenen aus den echten Gesichtern; alle anderen brauchen welche.</translation>
    </message>
    <message>
        <source>Choose a data set or a face set</source>
        <translation>Datensatz oder Gesichtersammlung auswählen</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Choose a table of clips</source>
        <translation>Tabelle mit Clips auswählen</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Screening now uses {name} unless told otherwise.</source>
        <translation>Geprüft wird jetzt mit {name}, wenn nichts anderes gesagt ist.</translation>
    </message>
    <message>
        <source>{name} was copied to {path}</source>
        <translation>{name} wurde nach {path} kopiert</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove the ensemble {name}? Its detectors stay, and so do the results of clips.</source>
        <translation>Ensemble {name} entfernen? Seine Detektoren bleiben, und die Ergebnisse der Clips auch.</translation>
    </message>
    <message>
        <source>Remove {name}? Its file is deleted; results of clips stay.</source>
        <translation>{name} entfernen? Die Datei wird gelöscht; die Ergebnisse der Clips bleiben.</translation>
    </message>
    <message>
        <source>These ensembles cannot run without it: {names}.</source>
        <translation>Diese Ensembles können ohne ihn nicht laufen: {names}.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>removing {name}</source>
        <translation>entfernt {name}</translation>
    </message>
    <message>
        <source>exporting {name}</source>
        <translation>exportiert {name}</translation>
    </message>
    <message>
        <source>downloading {name}</source>
        <translation>lädt {name} herunter</translation>
    </message>
</context>
<context>
    <name>DetectorPage</name>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert an</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>Gemacht aus</translation>
    </message>
    <message>
        <source>Its SHA-256</source>
        <translation>Deren SHA-256</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Data SHA-256</source>
        <translation>SHA-256 der Daten</translation>
    </message>
    <message>
        <source>What its score means</source>
        <translation>Was sein Score bedeutet</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Bands, alone</source>
        <translation>Bereiche, allein</translation>
    </message>
    <message>
        <source>From frames to clip</source>
        <translation>Vom Bild zum Clip</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmebild</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>Was das Netz sieht</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>{size} x {size} pixels</source>
        <translation>{size} x {size} Pixel</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Measured figures</source>
        <translation>Gemessene Zahlen</translation>
    </message>
    <message>
        <source>None are known. Measure it: dfd evaluate --detector NAME</source>
        <translation>Es sind keine bekannt. Messen: dfd evaluate --detector NAME</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>File SHA-256</source>
        <translation>SHA-256 der Datei</translation>
    </message>
    <message>
        <source>Weights SHA-256</source>
        <translation>SHA-256 der Gewichte</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
</context>
<context>
    <name>DetectorsModel</name>
    <message>
        <source>Detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>All detectors</source>
        <translation>Alle Detektoren</translation>
    </message>
    <message>
        <source>not in this ensemble</source>
        <translation>nicht in diesem Ensemble</translation>
    </message>
    <message>
        <source>The two have a detector of this name, but not the same file.</source>
        <translation>Beide haben einen Detektor dieses Namens, aber nicht dieselbe Datei.</translation>
    </message>
    <message>
        <source>This ensemble did not ask {detector}.</source>
        <translation>Dieses Ensemble hat {detector} nicht gefragt.</translation>
    </message>
</context>
<context>
    <name>DetectorsPage</name>
    <message>
        <source>Detectors and folders</source>
        <translation>Detektoren und Ordner</translation>
    </message>
    <message>
        <source>Trained networks judge the faces. Know first how good they are.</source>
        <translation>Trainierte Netze beurteilen die Gesichter. Vorab sollten Sie wissen, wie gut sie sind.</translation>
    </message>
    <message>
        <source>Who judges</source>
        <translation>Wer urteilt</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Wo alles liegt</translation>
    </message>
    <message>
        <source>The library has every figure of them, and offers others.</source>
        <translation>Die Bibliothek zeigt alle Zahlen über sie und bietet andere an.</translation>
    </message>
    <message>
        <source>Detectors</source>
        <translation>Detektoren</translation>
    </message>
    <message>
        <source>Cases and results</source>
        <translation>Fälle und Ergebnisse</translation>
    </message>
    <message>
        <source>Can be made again</source>
        <translation>Lässt sich neu erzeugen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the folder: {name}</source>
        <translation>Ordner öffnen: {name}</translation>
    </message>
    <message>
        <source>{path} cannot be made: {reason}.</source>
        <translation>{path} lässt sich nicht anlegen: {reason}.</translation>
    </message>
    <message>
        <source>No program shows it. The folder is {path}.</source>
        <translation>Kein Programm zeigt ihn. Der Ordner ist {path}.</translation>
    </message>
</context>
<context>
    <name>DetectorsTable</name>
    <message>
        <source>Detectors</source>
        <translation>Detektoren</translation>
    </message>
    <message>
        <source>Scores of each detector on both sides</source>
        <translation>Scores jedes Detektors auf beiden Seiten</translation>
    </message>
    <message>
        <source>A: {a}, B: {b}</source>
        <translation>A: {a}, B: {b}</translation>
    </message>
</context>
<context>
    <name>DeviceField</name>
    <message>
        <source>{value} is no device: auto, cpu, cuda, cuda:1 (the second card) or mps</source>
        <translation>{value} ist kein Gerät: auto, cpu, cuda, cuda:1 (die zweite Karte) oder mps</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>Graphics card ({name})</source>
        <translation>Grafikkarte ({name})</translation>
    </message>
    <message>
        <source>Apple graphics processor (MPS)</source>
        <translation>Apple-Grafikprozessor (MPS)</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>The engine has not been started yet.</source>
        <translation>Die Engine wurde noch nicht gestartet.</translation>
    </message>
    <message>
        <source>Engine log</source>
        <translation>Protokoll der Engine</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>installing</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>lädt</translation>
    </message>
    <message>
        <source>Waits for another download.</source>
        <translation>Wartet auf einen anderen Download.</translation>
    </message>
    <message>
        <source>Connecting...</source>
        <translation>Verbindet...</translation>
    </message>
    <message>
        <source>checking the file and installing it...</source>
        <translation>prüft die Datei und installiert sie...</translation>
    </message>
    <message>
        <source>{here} so far</source>
        <translation>{here} bisher</translation>
    </message>
    <message>
        <source>{here} of {total}</source>
        <translation>{here} von {total}</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>{rate} je Sekunde</translation>
    </message>
    <message>
        <source>{left} s left</source>
        <translation>noch {left} s</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop a folder with real and fake clips here</source>
        <translation>Einen Ordner mit echten und gefälschten Clips hier ablegen</translation>
    </message>
    <message>
        <source>A folder with the subfolders real and fake, of clips or of finished face pictures</source>
        <translation>Ein Ordner mit den Unterordnern real und fake, mit Clips oder fertigen Gesichtsbildern</translation>
    </message>
    <message>
        <source>DFDC parts with their metadata.json, FaceForensics++, Celeb-DF v2</source>
        <translation>DFDC-Teile mit ihrer metadata.json, FaceForensics++, Celeb-DF v2</translation>
    </message>
    <message>
        <source>A table (CSV) with the columns path, label and group</source>
        <translation>Eine Tabelle (CSV) mit den Spalten path, label und group</translation>
    </message>
    <message>
        <source>A face set that was cut before: a folder with a manifest.jsonl</source>
        <translation>Eine früher geschnittene Gesichtersammlung: ein Ordner mit einer manifest.jsonl</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>{files} and {folders}</source>
        <translation>{files} und {folders}</translation>
    </message>
    <message>
        <source>Drop to screen {what}</source>
        <translation>Zum Prüfen ablegen: {what}</translation>
    </message>
    <message>
        <source>one file</source>
        <translation>eine Datei</translation>
    </message>
    <message>
        <source>{number} files</source>
        <translation>{number} Dateien</translation>
    </message>
    <message>
        <source>one folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>{number} folders</source>
        <translation>{number} Ordner</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>remove {count} clips</source>
        <translation>{count} Clips entfernen</translation>
    </message>
    <message>
        <source>move clips</source>
        <translation>Clips verschieben</translation>
    </message>
</context>
<context>
    <name>EffectModel</name>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>With this ensemble</source>
        <translation>Mit diesem Ensemble</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>other verdict</source>
        <translation>anderes Urteil</translation>
    </message>
    <message>
        <source>{moved}, other verdict</source>
        <translation>{moved}, anderes Urteil</translation>
    </message>
    <message>
        <source>screened with {ensemble}</source>
        <translation>geprüft mit {ensemble}</translation>
    </message>
</context>
<context>
    <name>EmptyChart</name>
    <message>
        <source>Scores over time</source>
        <translation>Scores im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Choose a screened clip: every detector&apos;s score of every sampled face stands here.</source>
        <translation>Einen geprüften Clip auswählen: Hier stehen die Scores aller Detektoren für jedes untersuchte Gesicht.</translation>
    </message>
    <message>
        <source>No frame was sampled</source>
        <translation>Kein Bild wurde untersucht</translation>
    </message>
</context>
<context>
    <name>EmptyQueue</name>
    <message>
        <source>The queue is empty</source>
        <translation>Die Warteschlange ist leer</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Drop clips or folders here</source>
        <translation>Clips oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Videos and pictures are screened for manipulated faces, on this computer only.</source>
        <translation>Videos und Bilder werden auf manipulierte Gesichter geprüft, nur auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Open {name} again</source>
        <translation>{name} wieder öffnen</translation>
    </message>
    <message>
        <source>Keys worth knowing</source>
        <translation>Nützliche Tasten</translation>
    </message>
    <message>
        <source>Open clips; with Shift, a whole folder</source>
        <translation>Clips öffnen; mit Umschalt einen ganzen Ordner</translation>
    </message>
    <message>
        <source>Pause the queue, and go on; in the review, play</source>
        <translation>Warteschlange anhalten und weiterlaufen lassen; in der Sichtung abspielen</translation>
    </message>
    <message>
        <source>Find any action by a few letters</source>
        <translation>Jede Aktion mit ein paar Buchstaben finden</translation>
    </message>
</context>
<context>
    <name>EmptyReview</name>
    <message>
        <source>No clip is shown</source>
        <translation>Kein Clip wird gezeigt</translation>
    </message>
    <message>
        <source>Choose a screened clip in the queue: its faces, scores and verdict appear here.</source>
        <translation>Einen geprüften Clip in der Warteschlange auswählen: Hier erscheinen seine Gesichter, Scores und sein Urteil.</translation>
    </message>
</context>
<context>
    <name>EngineClient</name>
    <message>
        <source>it does not say that it is ready</source>
        <translation>sie sagt nicht, dass sie bereit ist</translation>
    </message>
    <message>
        <source>the engine command cannot be read: {reason}</source>
        <translation>der Befehl der Engine ist nicht zu verstehen: {reason}</translation>
    </message>
    <message>
        <source>correct it in the settings</source>
        <translation>in den Einstellungen berichtigen</translation>
    </message>
    <message>
        <source>the engine had to be ended to stop another task</source>
        <translation>die Engine musste beendet werden, um eine andere Aufgabe anzuhalten</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>EnginePipe</name>
    <message>
        <source>{program} cannot be started: {reason}</source>
        <translation>{program} lässt sich nicht starten: {reason}</translation>
    </message>
    <message>
        <source>it was ended from outside, perhaps because memory ran out</source>
        <translation>sie wurde von außen beendet, vielleicht weil der Speicher ausging</translation>
    </message>
    <message>
        <source>it crashed (signal {code})</source>
        <translation>sie ist abgestürzt (Signal {code})</translation>
    </message>
    <message>
        <source>it ended with exit code {code}</source>
        <translation>sie hat mit Code {code} geendet</translation>
    </message>
</context>
<context>
    <name>EngineTest</name>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Starting it and waiting for its answer...</source>
        <translation>Wird gestartet; wartet auf Antwort...</translation>
    </message>
    <message>
        <source>It answers: version {version}, devices {devices}. {place}</source>
        <translation>Antwort: Version {version}, Geräte {devices}. {place}</translation>
    </message>
    <message>
        <source>It reads clips from this disk.</source>
        <translation>Sie liest die Clips von dieser Platte.</translation>
    </message>
    <message>
        <source>It does not see this disk: clips are sent to it.</source>
        <translation>Sie sieht diese Platte nicht: Clips werden ihr geschickt.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>It cannot be used: {reason}.</source>
        <translation>Sie ist nicht zu gebrauchen: {reason}.</translation>
    </message>
    <message>
        <source>Stopped before it answered.</source>
        <translation>Vor der Antwort angehalten.</translation>
    </message>
</context>
<context>
    <name>EnsembleBox</name>
    <message>
        <source>Detectors that judge the clips</source>
        <translation>Detektoren, die über die Clips urteilen</translation>
    </message>
    <message>
        <source>Detectors that judge the clips; holds for clips that are not screened yet</source>
        <translation>Detektoren, die über die Clips urteilen; gilt für noch nicht geprüfte Clips</translation>
    </message>
    <message>
        <source>nothing installed</source>
        <translation>nichts installiert</translation>
    </message>
    <message>
        <source>Default ({name})</source>
        <translation>Standard ({name})</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name} (nicht installiert)</translation>
    </message>
</context>
<context>
    <name>EnsemblePage</name>
    <message>
        <source>New one from this...</source>
        <translation>Ein neues daraus machen...</translation>
    </message>
    <message>
        <source>It cannot run. Not installed: {names}.</source>
        <translation>Es kann nicht laufen. Nicht installiert: {names}.</translation>
    </message>
    <message>
        <source>See the catalogue</source>
        <translation>Zum Katalog</translation>
    </message>
    <message>
        <source>Detectors</source>
        <translation>Detektoren</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name} zeigen</translation>
    </message>
    <message>
        <source>How their scores become one</source>
        <translation>Wie ihre Scores zu einem werden</translation>
    </message>
    <message>
        <source>Aggregation</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Several persons</source>
        <translation>Mehrere Personen</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Bemerkungen</translation>
    </message>
</context>
<context>
    <name>EpochTable</name>
    <message>
        <source>Figures of every epoch</source>
        <translation>Zahlen aller Epochen</translation>
    </message>
</context>
<context>
    <name>ExactFrames</name>
    <message>
        <source>The frame that the engine wrote cannot be read.</source>
        <translation>Das Bild, das die Engine geschrieben hat, ist nicht zu lesen.</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Export the report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Export the report as PDF</source>
        <translation>Bericht als PDF exportieren</translation>
    </message>
    <message>
        <source>Export the results</source>
        <translation>Ergebnisse exportieren</translation>
    </message>
    <message>
        <source>Result (*.json)</source>
        <translation>Ergebnis (*.json)</translation>
    </message>
    <message>
        <source>One line per clip (*.csv)</source>
        <translation>Eine Zeile je Clip (*.csv)</translation>
    </message>
    <message>
        <source>Every score of every face (*.csv)</source>
        <translation>Jeder Score jedes Gesichts (*.csv)</translation>
    </message>
    <message>
        <source>Export a table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>There is nothing to export: none of the selected clips has a result.</source>
        <translation>Es gibt nichts zu exportieren: Keiner der ausgewählten Clips hat ein Ergebnis.</translation>
    </message>
    <message>
        <source>Exporting: {done} of {total} clips</source>
        <translation>Exportiert: {done} von {total} Clips</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was left half-written.</source>
        <translation>Der Export wurde abgebrochen; nichts Halbes ist liegen geblieben.</translation>
    </message>
    <message>
        <source>Exported {name}</source>
        <translation>{name} ist exportiert</translation>
    </message>
    <message>
        <source>Exported {count} clips to {name}</source>
        <translation>{count} Clips sind nach {name} exportiert</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No program could be started to show {file}.</source>
        <translation>Kein Programm ließ sich starten, um {file} zu zeigen.</translation>
    </message>
    <message>
        <source>Open it yourself with a web browser.</source>
        <translation>Selbst mit einem Browser öffnen.</translation>
    </message>
</context>
<context>
    <name>FaceDetectorPage</name>
    <message>
        <source>It finds the faces in the frames, it does not judge them. While it is installed, screening uses it in place of the bundled one.</source>
        <translation>Er findet die Gesichter in den Bildern, er beurteilt sie nicht. Solange er installiert ist, nimmt die Prüfung ihn statt des mitgelieferten.</translation>
    </message>
</context>
<context>
    <name>FaceFacts</name>
    <message>
        <source>Values of the face</source>
        <translation>Werte des Gesichts</translation>
    </message>
    <message>
        <source>All detectors</source>
        <translation>Alle Detektoren</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>Gedreht</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Tilted</source>
        <translation>Geneigt</translation>
    </message>
</context>
<context>
    <name>FacePanel</name>
    <message>
        <source>The face in the frame</source>
        <translation>Das Gesicht im Bild</translation>
    </message>
    <message>
        <source>What the detector sees</source>
        <translation>Was der Detektor sieht</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>Score of the detector</source>
        <translation>Score des Detektors</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmebild</translation>
    </message>
    <message>
        <source>Opacity of the heat map in percent</source>
        <translation>Deckkraft des Wärmebilds in Prozent</translation>
    </message>
    <message>
        <source>In the frame</source>
        <translation>Im Bild</translation>
    </message>
    <message>
        <source>Network input</source>
        <translation>Eingabe des Netzes</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Nobody was found in the sampled frames of this clip.</source>
        <translation>In den untersuchten Bildern dieses Clips wurde niemand gefunden.</translation>
    </message>
    <message>
        <source>Left out: {reason}.</source>
        <translation>Ausgelassen: {reason}.</translation>
    </message>
    <message>
        <source>Not seen at {time}; this is the nearest face.</source>
        <translation>Bei {time} nicht zu sehen; dies ist das nächste Gesicht.</translation>
    </message>
    <message>
        <source>No picture of this face</source>
        <translation>Kein Bild dieses Gesichts</translation>
    </message>
    <message>
        <source>Asking the engine</source>
        <translation>Die Engine wird gefragt</translation>
    </message>
    <message>
        <source>The heat map is being made.</source>
        <translation>Das Wärmebild wird gemacht.</translation>
    </message>
    <message>
        <source>Where this detector&apos;s answer depends most on the picture; not proof of where an edit is. ({method})</source>
        <translation>Wo die Antwort dieses Detektors am meisten vom Bild abhängt; kein Beweis, wo etwas verändert wurde. ({method})</translation>
    </message>
    <message>
        <source>{score} (now {again})</source>
        <translation>{score} (jetzt {again})</translation>
    </message>
    <message>
        <source>Copy what the detector sees</source>
        <translation>Kopieren, was der Detektor sieht</translation>
    </message>
    <message>
        <source>Save what the detector sees...</source>
        <translation>Speichern, was der Detektor sieht...</translation>
    </message>
    <message>
        <source>Save what the detector sees</source>
        <translation>Speichern, was der Detektor sieht</translation>
    </message>
</context>
<context>
    <name>FaceStrip</name>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Face {number} of {count}. {facts}</source>
        <translation>Gesicht {number} von {count}. {facts}</translation>
    </message>
    <message>
        <source>No face was found.</source>
        <translation>Kein Gesicht wurde gefunden.</translation>
    </message>
    <message>
        <source>{usable} of {found}</source>
        <translation>{usable} von {found}</translation>
    </message>
    <message>
        <source>{usable} faces</source>
        <translation>{usable} Gesichter</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
</context>
<context>
    <name>FacesPage</name>
    <message>
        <source>Cut the faces</source>
        <translation>Gesichter schneiden</translation>
    </message>
    <message>
        <source>A detector learns from faces, not from whole frames. They are cut once, with room around them, and every recipe takes from them what it needs.</source>
        <translation>Ein Detektor lernt aus Gesichtern, nicht aus ganzen Bildern. Sie werden einmal geschnitten, mit Rand, und jedes Rezept nimmt davon, was es braucht.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start over...</source>
        <translation>Von vorn...</translation>
    </message>
    <message>
        <source>What was cut</source>
        <translation>Was geschnitten wurde</translation>
    </message>
    <message>
        <source>Contact sheet of the cut faces</source>
        <translation>Übersicht der geschnittenen Gesichter</translation>
    </message>
    <message>
        <source>The faces appear here while they are cut.</source>
        <translation>Hier erscheinen die Gesichter, während sie geschnitten werden.</translation>
    </message>
    <message>
        <source>Other clips are chosen now than were cut: start over</source>
        <translation>Jetzt sind andere Clips gewählt als ausgeschnitten wurden: bitte neu beginnen</translation>
    </message>
    <message>
        <source>The faces are still being cut</source>
        <translation>Die Gesichter werden noch geschnitten</translation>
    </message>
    <message>
        <source>Cutting has failed: see the reason on the left</source>
        <translation>Das Schneiden ist gescheitert: Der Grund steht links</translation>
    </message>
    <message>
        <source>Cutting has paused: go on with it first</source>
        <translation>Das Schneiden ist angehalten: erst fortsetzen</translation>
    </message>
    <message>
        <source>Cut the faces first</source>
        <translation>Erst die Gesichter schneiden</translation>
    </message>
    <message>
        <source>Add a data set first</source>
        <translation>Erst einen Datensatz hinzufügen</translation>
    </message>
    <message>
        <source>Cutting the faces of {name}</source>
        <translation>Schneidet die Gesichter von {name}</translation>
    </message>
    <message>
        <source>Go on cutting</source>
        <translation>Weiter schneiden</translation>
    </message>
    <message>
        <source>The options stay as they are once cutting has begun; &apos;Start over&apos; frees them.</source>
        <translation>Die Optionen bleiben, wie sie sind, sobald das Schneiden begonnen hat; &apos;Von vorn&apos; gibt sie frei.</translation>
    </message>
    <message>
        <source>All faces are cut.</source>
        <translation>Alle Gesichter sind geschnitten.</translation>
    </message>
    <message>
        <source>{shown} of {clips} clips, evenly chosen, one face each</source>
        <translation>{shown} von {clips} Clips, gleichmäßig ausgewählt, je ein Gesicht</translation>
    </message>
    <message>
        <source>Cut all faces again?</source>
        <translation>Alle Gesichter neu schneiden?</translation>
    </message>
    <message>
        <source>The face sets that were cut here are deleted. Your clips stay as they are.</source>
        <translation>Die hier geschnittenen Gesichtersammlungen werden gelöscht. Ihre Clips bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Delete and start over</source>
        <translation>Löschen und von vorn</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Copy: {what}</source>
        <translation>Kopieren: {what}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>Published figures</source>
        <translation>Veröffentlichte Zahlen</translation>
    </message>
    <message>
        <source>Measured figures</source>
        <translation>Gemessene Zahlen</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>Per method</source>
        <translation>Je Methode</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Bereich</translation>
    </message>
    <message>
        <source>LogLoss, clipped</source>
        <translation>LogLoss, begrenzt</translation>
    </message>
    <message>
        <source>LogLoss</source>
        <translation>LogLoss</translation>
    </message>
    <message>
        <source>Equal error rate</source>
        <translation>Gleichfehlerrate</translation>
    </message>
    <message>
        <source>Accuracy at .5</source>
        <translation>Richtig bei .5</translation>
    </message>
    <message>
        <source>Real called fake</source>
        <translation>Echte als gefälscht</translation>
    </message>
    <message>
        <source>Fake called fake</source>
        <translation>Gefälschte als gefälscht</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
        <source>Before calibrating</source>
        <translation>Vor der Kalibrierung</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>AUC of frames, Celeb-DF v2</source>
        <translation>AUC der Bilder, Celeb-DF v2</translation>
    </message>
    <message>
        <source>AUC of frames, DFDC</source>
        <translation>AUC der Bilder, DFDC</translation>
    </message>
    <message>
        <source>LogLoss of videos, its authors&apos; part of the DFDC</source>
        <translation>LogLoss der Videos, Teil der DFDC seiner Autoren</translation>
    </message>
    <message>
        <source>AUC of videos, its authors&apos; part of the DFDC</source>
        <translation>AUC der Videos, Teil der DFDC seiner Autoren</translation>
    </message>
    <message>
        <source>LogLoss of videos, FaceForensics++ c23</source>
        <translation>LogLoss der Videos, FaceForensics++ c23</translation>
    </message>
    <message>
        <source>AUC of videos, FaceForensics++ c23</source>
        <translation>AUC der Videos, FaceForensics++ c23</translation>
    </message>
    <message>
        <source>LogLoss of all seven, DFDC private test set</source>
        <translation>LogLoss aller sieben, privater Testsatz der DFDC</translation>
    </message>
    <message>
        <source>LogLoss of the seven, DFDC public test set</source>
        <translation>LogLoss der sieben, öffentlicher Testsatz der DFDC</translation>
    </message>
    <message>
        <source>LogLoss of all seven, DFDC public test set</source>
        <translation>LogLoss aller sieben, öffentlicher Testsatz der DFDC</translation>
    </message>
    <message>
        <source>Published scores of known clips</source>
        <translation>Veröffentlichte Scores bekannter Clips</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
</context>
<context>
    <name>FirstAid</name>
    <message>
        <source>The case store cannot be opened.</source>
        <translation>Der Fallspeicher lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Put it aside and start a new one</source>
        <translation>Beiseitelegen und einen neuen beginnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Log of the last run</source>
        <translation>Protokoll des letzten Laufs</translation>
    </message>
    <message>
        <source>The last run ended unexpectedly</source>
        <translation>Der letzte Lauf hat unerwartet geendet</translation>
    </message>
    <message>
        <source>Finished results are safe. Nothing was sent anywhere.</source>
        <translation>Fertige Ergebnisse sind sicher. Nichts wurde irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Some settings in the file make no sense and are ignored</source>
        <translation>Einige Einstellungen in der Datei ergeben keinen Sinn und werden nicht beachtet</translation>
    </message>
    <message>
        <source>Correct them in Settings, or in the file itself.</source>
        <translation>In den Einstellungen berichtigen, oder in der Datei selbst.</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>unfolded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose...</source>
        <translation>Auswählen...</translation>
    </message>
    <message>
        <source>{path} is a file, not a folder</source>
        <translation>{path} ist eine Datei, kein Ordner</translation>
    </message>
    <message>
        <source>{path} is not a whole path</source>
        <translation>{path} ist kein vollständiger Pfad</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Gescheiterte wiederholen</translation>
    </message>
    <message>
        <source>{done}/{total} frames</source>
        <translation>{done}/{total} Bilder</translation>
    </message>
    <message>
        <source>{rate} fps</source>
        <translation>{rate} Bilder/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>the engine starts</source>
        <translation>die Engine startet</translation>
    </message>
    <message>
        <source>then pause</source>
        <translation>danach Pause</translation>
    </message>
    <message>
        <source>Paused · one clip waits</source>
        <translation>Angehalten · ein Clip wartet</translation>
    </message>
    <message>
        <source>Paused · {count} clips wait</source>
        <translation>Angehalten · {count} Clips warten</translation>
    </message>
    <message>
        <source>{count} interrupted</source>
        <translation>{count} unterbrochen</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} gescheitert</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>Alles fertig</translation>
    </message>
    <message>
        <source>Export the selected clips</source>
        <translation>Ausgewählte Clips exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>FrameViewer</name>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Network input</source>
        <translation>Eingabe des Netzes</translation>
    </message>
</context>
<context>
    <name>GoTo</name>
    <message>
        <source>Write a time such as 83, 1:23.4 or 00:01:23.400, or a frame such as f1234.</source>
        <translation>Eine Zeit wie 83, 1:23.4 oder 00:01:23.400 schreiben, oder ein Bild wie f1234.</translation>
    </message>
    <message>
        <source>There is no frame {frame}: the last one is {last}.</source>
        <translation>Es gibt kein Bild {frame}: Das letzte ist {last}.</translation>
    </message>
    <message>
        <source>Minutes and seconds go up to 59.</source>
        <translation>Minuten und Sekunden gehen bis 59.</translation>
    </message>
    <message>
        <source>The clip ends at {end}.</source>
        <translation>Der Clip endet bei {end}.</translation>
    </message>
</context>
<context>
    <name>GoToField</name>
    <message>
        <source>Go to time or frame</source>
        <translation>Zu Zeit oder Bild gehen</translation>
    </message>
    <message>
        <source>1:23.4 or f1234</source>
        <translation>1:23.4 oder f1234</translation>
    </message>
    <message>
        <source>Why it leads nowhere</source>
        <translation>Warum es nirgends hinführt</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
</context>
<context>
    <name>HeatLegend</name>
    <message>
        <source>Colours of the heat map, from weak to strong</source>
        <translation>Farben des Wärmebilds, von schwach bis stark</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>schwach</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>How to read a result</source>
        <translation>Wie ein Ergebnis zu lesen ist</translation>
    </message>
    <message>
        <source>The four verdicts</source>
        <translation>Die vier Urteile</translation>
    </message>
    <message>
        <source>What no verdict says</source>
        <translation>Was kein Urteil sagt</translation>
    </message>
    <message>
        <source>Is a result still true?</source>
        <translation>Stimmt ein Ergebnis noch?</translation>
    </message>
    <message>
        <source>Verify this result (in the menu Review) hashes the clip again, cuts recorded faces out of frames decoded anew, asks the same detectors about them, and adds the recorded scores up. It says confirmed where nothing differs by more than 0.001; else what differs, where and by how much; or what is missing. Every report carries its result, so that others can check it: dfd verify REPORT.</source>
        <translation>&apos;Ergebnis nachprüfen&apos; (im Menü Sichtung) bildet die Prüfsumme des Clips neu, schneidet aufgezeichnete Gesichter aus neu dekodierten Bildern, fragt dieselben Detektoren nach ihnen und rechnet die aufgezeichneten Scores zusammen. Es sagt bestätigt, wo nichts um mehr als 0,001 abweicht; sonst, was abweicht, wo und um wie viel; oder was fehlt. Jeder Bericht trägt sein Ergebnis in sich, damit andere es nachprüfen können: dfd verify REPORT.</translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Results and commands call the detector by it.</source>
        <translation>Ergebnisse und Befehle nennen den Detektor so.</translation>
    </message>
    <message>
        <source>Say who made the file.</source>
        <translation>Sagen Sie, wer die Datei gemacht hat.</translation>
    </message>
    <message>
        <source>by its keys: {family}</source>
        <translation>an ihren Schlüsseln: {family}</translation>
    </message>
    <message>
        <source>as you said: {family}</source>
        <translation>wie angegeben: {family}</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>no: {reason}</source>
        <translation>nein: {reason}</translation>
    </message>
    <message>
        <source>It becomes</source>
        <translation>Es wird</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>{size} x {size} pixels</source>
        <translation>{size} x {size} Pixel</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Who made it</source>
        <translation>Wer hat sie gemacht?</translation>
    </message>
    <message>
        <source>The file is then read as one of these: exactly, or not at all.</source>
        <translation>Die Datei wird dann als eine von diesen gelesen: genau so oder gar nicht.</translation>
    </message>
    <message>
        <source>submission: its two BatchNorms are used</source>
        <translation>submission: Seine zwei BatchNorms werden benutzt</translation>
    </message>
    <message>
        <source>notebook: its two BatchNorms are there but not used</source>
        <translation>notebook: Seine zwei BatchNorms sind da, werden aber nicht benutzt</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Proposed after the state of the head&apos;s BatchNorm. Leave it unless you know better.</source>
        <translation>Vorgeschlagen nach dem Zustand der BatchNorm des Kopfes. Nur ändern, wenn man es besser weiß.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Input size</source>
        <translation>Größe der Eingabe</translation>
    </message>
    <message>
        <source>The file cannot tell. The seed&apos;s networks were trained on 150 or on 224 pixels.</source>
        <translation>Die Datei sagt es nicht. Die Netze des Vorbilds wurden mit 150 oder mit 224 Pixeln trainiert.</translation>
    </message>
    <message>
        <source>The file cannot tell: 150 pixels went with imagenet, 224 with raw255. The check shows it.</source>
        <translation>Die Datei sagt es nicht: 150 Pixel gehörten zu imagenet, 224 zu raw255. Die Prüfung zeigt es.</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Weight files ({suffixes});;All files (*)</source>
        <translation>Gewichtsdateien ({suffixes});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a detector</source>
        <translation>Detektor importieren</translation>
    </message>
    <message>
        <source>Drop a weight file here, or choose one. It is only read; what fits is copied into the library.</source>
        <translation>Eine Gewichtsdatei hier ablegen oder auswählen. Sie wird nur gelesen; was passt, wird in die Bibliothek kopiert.</translation>
    </message>
    <message>
        <source>Choose a file...</source>
        <translation>Datei auswählen...</translation>
    </message>
    <message>
        <source>What can be read</source>
        <translation>Was sich lesen lässt</translation>
    </message>
    <message>
        <source>Weights load exactly or not at all. Files that hold whole Python objects are refused, because loading them would run code: only names and tensors are read.</source>
        <translation>Gewichte werden genau so geladen oder gar nicht. Dateien mit ganzen Python-Objekten werden abgelehnt, weil ihr Laden Code ausführen würde: Nur Namen und Tensoren werden gelesen.</translation>
    </message>
    <message>
        <source>Import {file}</source>
        <translation>{file} importieren</translation>
    </message>
    <message>
        <source>Reading the file...</source>
        <translation>Die Datei wird gelesen...</translation>
    </message>
    <message>
        <source>reading {file}</source>
        <translation>liest {file}</translation>
    </message>
    <message>
        <source>{file} was not imported</source>
        <translation>{file} wurde nicht importiert</translation>
    </message>
    <message>
        <source>Say another family</source>
        <translation>Eine andere Familie angeben</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Converting the weights and comparing the copy for the CPU with them...</source>
        <translation>Die Gewichte werden umgewandelt und die Kopie für die CPU mit ihnen verglichen...</translation>
    </message>
    <message>
        <source>importing {file}</source>
        <translation>importiert {file}</translation>
    </message>
    <message>
        <source>{name} is in the library</source>
        <translation>{name} ist in der Bibliothek</translation>
    </message>
    <message>
        <source>{count} more to come</source>
        <translation>noch {count} weitere</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Choose another file...</source>
        <translation>Andere Datei auswählen...</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
</context>
<context>
    <name>Inputs</name>
    <message>
        <source>The picture that the engine wrote cannot be read.</source>
        <translation>Das Bild, das die Engine geschrieben hat, ist nicht zu lesen.</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>not a video ({kind})</source>
        <translation>kein Video ({kind})</translation>
    </message>
    <message>
        <source>not a video (text)</source>
        <translation>kein Video (Text)</translation>
    </message>
</context>
<context>
    <name>Judges</name>
    <message>
        <source>Not all of them were measured on people they did not learn from: nobody knows how good they are.</source>
        <translation>Nicht alle wurden an Personen gemessen, aus denen sie nicht gelernt haben: Niemand weiß, wie gut sie sind.</translation>
    </message>
    <message>
        <source>Good: AUC {auc} on people they did not learn from ({scale}).</source>
        <translation>Gut: AUC {auc} bei Personen, aus denen sie nicht gelernt haben ({scale}).</translation>
    </message>
    <message>
        <source>Fair: AUC {auc} on people they did not learn from ({scale}). Expect mistakes.</source>
        <translation>Mittel: AUC {auc} bei Personen, aus denen sie nicht gelernt haben ({scale}). Mit Irrtümern ist zu rechnen.</translation>
    </message>
    <message>
        <source>Weak: AUC {auc} on people they did not learn from ({scale}). Expect many mistakes.</source>
        <translation>Schwach: AUC {auc} bei Personen, aus denen sie nicht gelernt haben ({scale}). Mit vielen Irrtümern ist zu rechnen.</translation>
    </message>
    <message>
        <source>0.5 is guessing, 1 is faultless</source>
        <translation>0,5 ist geraten, 1 fehlerlos</translation>
    </message>
    <message>
        <source>They say manipulated from a score of {upper}, authentic up to {lower}. What lies between is inconclusive.</source>
        <translation>Sie sagen manipuliert ab einem Score von {upper}, echt bis {lower}. Was dazwischen liegt, ist uneindeutig.</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>There is no picture to save.</source>
        <translation>Es gibt kein Bild zu speichern.</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation>Bilder (*.png *.jpg)</translation>
    </message>
    <message>
        <source>Pictures cannot be written as {suffix}.</source>
        <translation>Bilder lassen sich nicht als {suffix} schreiben.</translation>
    </message>
    <message>
        <source>Choose .png or .jpg.</source>
        <translation>.png oder .jpg wählen.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}</source>
        <translation>{path} lässt sich nicht schreiben: {why}</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>{path} ist gespeichert</translation>
    </message>
    <message>
        <source>There is no picture to copy.</source>
        <translation>Es gibt kein Bild zu kopieren.</translation>
    </message>
</context>
<context>
    <name>KeyStrip</name>
    <message>
        <source>Use</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Use as well</source>
        <translation>Zusätzlich übernehmen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Choose an action</source>
        <translation>Eine Aktion auswählen</translation>
    </message>
    <message>
        <source>Its keys can be changed here.</source>
        <translation>Hier lassen sich ihre Tasten ändern.</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press the keys while the cursor is here. Tab leaves.</source>
        <translation>Die Tasten drücken, solange die Schreibmarke hier steht. Tab verlässt das Feld.</translation>
    </message>
    <message>
        <source>Default: {keys}</source>
        <translation>Standard: {keys}</translation>
    </message>
    <message>
        <source>No default keys</source>
        <translation>Keine Standardtasten</translation>
    </message>
    <message>
        <source>Not possible: {reason}.</source>
        <translation>Nicht möglich: {reason}.</translation>
    </message>
    <message>
        <source>{keys} conflicts with: {actions}.</source>
        <translation>{keys} ist schon vergeben: {actions}.</translation>
    </message>
    <message>
        <source>Take it from there</source>
        <translation>Dort wegnehmen</translation>
    </message>
    <message>
        <source>Its default, {keys}, conflicts with: {actions}.</source>
        <translation>Der Standard, {keys}, ist schon vergeben: {actions}.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>There is no suspicious segment in this clip.</source>
        <translation>In diesem Clip gibt es keinen verdächtigen Abschnitt.</translation>
    </message>
    <message>
        <source>No suspicious segment after this one.</source>
        <translation>Kein verdächtiger Abschnitt nach diesem.</translation>
    </message>
    <message>
        <source>No suspicious segment before this one.</source>
        <translation>Kein verdächtiger Abschnitt vor diesem.</translation>
    </message>
    <message>
        <source>There is no segment to loop here.</source>
        <translation>Hier gibt es keinen Abschnitt zum Wiederholen.</translation>
    </message>
    <message>
        <source>Set its ends with I and O.</source>
        <translation>Seine Enden mit I und O setzen.</translation>
    </message>
</context>
<context>
    <name>KeysDelegate</name>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
</context>
<context>
    <name>KeysModel</name>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>review</source>
        <translation>Sichtung</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Changed; default: {keys}</source>
        <translation>Geändert; Standard: {keys}</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>keine Tasten</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message>
        <source>leave out person</source>
        <translation>Person weglassen</translation>
    </message>
    <message>
        <source>count person again</source>
        <translation>Person wieder mitzählen</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Lines of the chart</source>
        <translation>Linien des Diagramms</translation>
    </message>
</context>
<context>
    <name>LegendButton</name>
    <message>
        <source>shown</source>
        <translation>sichtbar</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>key {number}</source>
        <translation>Taste {number}</translation>
    </message>
    <message>
        <source>Click: show or hide. Alt and click: show it alone.</source>
        <translation>Klick: ein- oder ausblenden. Alt und Klick: allein zeigen.</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Ensembles</source>
        <translation>Ensembles</translation>
    </message>
    <message>
        <source>Detectors</source>
        <translation>Detektoren</translation>
    </message>
    <message>
        <source>Face detectors</source>
        <translation>Gesichtssucher</translation>
    </message>
    <message>
        <source>Damaged files</source>
        <translation>Beschädigte Dateien</translation>
    </message>
    <message>
        <source>To download</source>
        <translation>Zum Herunterladen</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>non-commercial</source>
        <translation>nicht kommerziell</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>lädt</translation>
    </message>
    <message>
        <source>part of the default</source>
        <translation>Teil des Standards</translation>
    </message>
    <message>
        <source>{count} detectors</source>
        <translation>{count} Detektoren</translation>
    </message>
    <message>
        <source>1 detector</source>
        <translation>1 Detektor</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>unknown until the server tells</source>
        <translation>unbekannt, bis der Server es sagt</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>{licence}: no commercial use</source>
        <translation>{licence}: keine kommerzielle Nutzung</translation>
    </message>
    <message>
        <source>turned and scaled onto a template by its landmarks, {scale} times as wide</source>
        <translation>nach seinen Punkten gedreht und auf eine Vorlage gebracht, {scale}-mal so weit</translation>
    </message>
    <message>
        <source>the face box</source>
        <translation>der Rahmen des Gesichts</translation>
    </message>
    <message>
        <source>a square around the face box</source>
        <translation>ein Quadrat um den Rahmen des Gesichts</translation>
    </message>
    <message>
        <source>aspect kept, the rest black</source>
        <translation>Seitenverhältnis bleibt, der Rest schwarz</translation>
    </message>
    <message>
        <source>by way of {size} px</source>
        <translation>über {size} px</translation>
    </message>
    <message>
        <source> of its height</source>
        <translation> seiner Höhe</translation>
    </message>
    <message>
        <source> of its width</source>
        <translation> seiner Breite</translation>
    </message>
    <message>
        <source>{share}{of} on every side</source>
        <translation>{share}{of} auf jeder Seite</translation>
    </message>
    <message>
        <source>{left} left, {above} above, {right} right, {below} below{of}</source>
        <translation>{left} links, {above} oben, {right} rechts, {below} unten{of}</translation>
    </message>
    <message>
        <source>cut at the frame&apos;s edge</source>
        <translation>am Rand des Bildes abgeschnitten</translation>
    </message>
    <message>
        <source>moved into the frame</source>
        <translation>ins Bild geschoben</translation>
    </message>
    <message>
        <source>black beyond the frame</source>
        <translation>schwarz jenseits des Bildes</translation>
    </message>
    <message>
        <source>last pixels repeated beyond the frame</source>
        <translation>letzte Pixel jenseits des Bildes wiederholt</translation>
    </message>
    <message>
        <source>ImageNet mean and standard deviation (imagenet)</source>
        <translation>Mittel und Standardabweichung von ImageNet (imagenet)</translation>
    </message>
    <message>
        <source>-1 to 1 (half)</source>
        <translation>-1 bis 1 (half)</translation>
    </message>
    <message>
        <source>0 to 255, unchanged (raw255)</source>
        <translation>0 bis 255, unverändert (raw255)</translation>
    </message>
    <message>
        <source>0 to 1 (unit)</source>
        <translation>0 bis 1 (unit)</translation>
    </message>
    <message>
        <source>each picture to mean 0 and standard deviation 1 (per_image)</source>
        <translation>jedes Bild auf Mittel 0 und Standardabweichung 1 (per_image)</translation>
    </message>
    <message>
        <source>one number; above 0 means fake</source>
        <translation>eine Zahl; über 0 heißt gefälscht</translation>
    </message>
    <message>
        <source>one number; above 0 means real, turned round here</source>
        <translation>eine Zahl; über 0 heißt echt, hier umgedreht</translation>
    </message>
    <message>
        <source>two numbers, real and fake; their difference counts</source>
        <translation>zwei Zahlen, echt und gefälscht; ihr Unterschied zählt</translation>
    </message>
    <message>
        <source>mean of the faces&apos; scores</source>
        <translation>Mittel der Scores der Gesichter</translation>
    </message>
    <message>
        <source>mean of the faces&apos; logits</source>
        <translation>Mittel der Logits der Gesichter</translation>
    </message>
    <message>
        <source>mean of the confident faces, as the DFDC winner did</source>
        <translation>Mittel der sicheren Gesichter, wie beim Sieger der DFDC</translation>
    </message>
    <message>
        <source>the network&apos;s own attention map</source>
        <translation>die eigene Aufmerksamkeitskarte des Netzes</translation>
    </message>
    <message>
        <source>Grad-CAM of the last stage</source>
        <translation>Grad-CAM der letzten Stufe</translation>
    </message>
    <message>
        <source>none: its score is no measured probability</source>
        <translation>keine: Sein Score ist keine gemessene Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>temperature {value}</source>
        <translation>Temperatur {value}</translation>
    </message>
    <message>
        <source>Platt: sigmoid({factor} x logit {shift})</source>
        <translation>Platt: Sigmoid({factor} x Logit {shift})</translation>
    </message>
    <message>
        <source>not calibrated, so wide on purpose: {bands}</source>
        <translation>nicht kalibriert, darum absichtlich weit: {bands}</translation>
    </message>
    <message>
        <source>{bands}; at most {alarm} of real and {miss} of fake cases were called wrongly, on {real} real and {fake} fake groups</source>
        <translation>{bands}; höchstens {alarm} der echten und {miss} der gefälschten Fälle wurden falsch benannt, auf {real} echten und {fake} gefälschten Gruppen</translation>
    </message>
    <message>
        <source>manipulated from {upper}, authentic up to {lower}</source>
        <translation>manipuliert ab {upper}, echt bis {lower}</translation>
    </message>
    <message>
        <source>the person with the highest score decides</source>
        <translation>die Person mit dem höchsten Score entscheidet</translation>
    </message>
    <message>
        <source>all faces of all persons in one pool</source>
        <translation>alle Gesichter aller Personen zusammen</translation>
    </message>
    <message>
        <source>Geometric mean</source>
        <translation>Geometrisches Mittel</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Logit mean</source>
        <translation>Mittel der Logits</translation>
    </message>
    <message>
        <source>Confident</source>
        <translation>Sichere</translation>
    </message>
    <message>
        <source>One low score pulls the whole down: cautious. The seed&apos;s rule.</source>
        <translation>Ein niedriger Score zieht das Ganze herunter: vorsichtig. Die Regel des Vorbilds.</translation>
    </message>
    <message>
        <source>Every detector counts the same.</source>
        <translation>Jeder Detektor zählt gleich viel.</translation>
    </message>
    <message>
        <source>Sure detectors count more than unsure ones. Rule of icpr2020dfdc.</source>
        <translation>Sichere Detektoren zählen mehr als unsichere. Regel von icpr2020dfdc.</translation>
    </message>
    <message>
        <source>If many faces are clear, only these count. Rule of the DFDC winner.</source>
        <translation>Wenn viele Gesichter eindeutig sind, zählen nur diese. Regel des Siegers der DFDC.</translation>
    </message>
    <message>
        <source>This program&apos;s own detector file (.safetensors)</source>
        <translation>Detektordatei dieses Programms (.safetensors)</translation>
    </message>
    <message>
        <source>GreatGameDota&apos;s DFDC solution: Xception or EfficientNet-B1 (.pth)</source>
        <translation>DFDC-Lösung von GreatGameDota: Xception oder EfficientNet-B1 (.pth)</translation>
    </message>
    <message>
        <source>icpr2020dfdc, Politecnico di Milano: EfficientNet-B4, Xception (.pth)</source>
        <translation>icpr2020dfdc, Politecnico di Milano: EfficientNet-B4, Xception (.pth)</translation>
    </message>
    <message>
        <source>DFDC winner, selimsef: EfficientNet-B7 (no suffix or .pth)</source>
        <translation>Sieger der DFDC, selimsef: EfficientNet-B7 (ohne Endung oder .pth)</translation>
    </message>
    <message>
        <source>DeepfakeBench v1.0.1: Xception, EfficientNet-B4 (.pth)</source>
        <translation>DeepfakeBench v1.0.1: Xception, EfficientNet-B4 (.pth)</translation>
    </message>
    <message>
        <source>Self-blended images: EfficientNet-B4 (.tar or .pth)</source>
        <translation>Self-blended Images: EfficientNet-B4 (.tar oder .pth)</translation>
    </message>
    <message>
        <source>MesoNet: Meso-4, MesoInception-4 (Keras .h5)</source>
        <translation>MesoNet: Meso-4, MesoInception-4 (Keras .h5)</translation>
    </message>
    <message>
        <source>{value} faces</source>
        <translation>{value} Gesichter</translation>
    </message>
    <message>
        <source>{value} epochs</source>
        <translation>{value} Epochen</translation>
    </message>
    <message>
        <source>best after {value}</source>
        <translation>am besten nach {value}</translation>
    </message>
    <message>
        <source>random seed {value}</source>
        <translation>Zufallssaat {value}</translation>
    </message>
    <message>
        <source>by {value}</source>
        <translation>von {value}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the library</source>
        <translation>Bibliothek filtern</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
</context>
<context>
    <name>LibraryPart</name>
    <message>
        <source>Name in the library</source>
        <translation>Name in der Bibliothek</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>Zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Screen the sample with it</source>
        <translation>Das Beispiel damit prüfen</translation>
    </message>
    <message>
        <source>Add all as one ensemble</source>
        <translation>Alle als ein Ensemble hinzufügen</translation>
    </message>
    <message>
        <source>Add it to the library first</source>
        <translation>Zuerst zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>In the library as &apos;{name}&apos;</source>
        <translation>In der Bibliothek als &apos;{name}&apos;</translation>
    </message>
    <message>
        <source>{number} detectors of this series have been trained.</source>
        <translation>{number} Detektoren dieser Reihe sind trainiert.</translation>
    </message>
    <message>
        <source>ensemble</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Adding to the library</source>
        <translation>Wird zur Bibliothek hinzugefügt</translation>
    </message>
</context>
<context>
    <name>LibraryRoom</name>
    <message>
        <source>Export detector</source>
        <translation>Detektor exportieren</translation>
    </message>
    <message>
        <source>Detector files (*.safetensors)</source>
        <translation>Detektordateien (*.safetensors)</translation>
    </message>
    <message>
        <source>Reading the library...</source>
        <translation>Die Bibliothek wird gelesen...</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
</context>
<context>
    <name>Licences</name>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Bestandteile</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message>
        <source>No licence texts came with this copy of the program.</source>
        <translation>Mit dieser Kopie des Programms kamen keine Lizenztexte.</translation>
    </message>
</context>
<context>
    <name>LineBadge</name>
    <message>
        <source>Side {letter}</source>
        <translation>Seite {letter}</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Log of the training</source>
        <translation>Protokoll des Trainings</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Das Protokoll ist leer.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>The settings could not be saved</source>
        <translation>Die Einstellungen ließen sich nicht speichern</translation>
    </message>
    <message>
        <source>They hold until the window closes. Check the folder&apos;s permissions and the free space.</source>
        <translation>Sie gelten, bis das Fenster schließt. Die Rechte des Ordners und den freien Platz prüfen.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly: {reason}</source>
        <translation>Die Engine hat unerwartet geendet: {reason}</translation>
    </message>
    <message>
        <source>It starts again with the next clip.</source>
        <translation>Sie startet mit dem nächsten Clip wieder.</translation>
    </message>
    <message>
        <source>All clips are screened</source>
        <translation>Alle Clips sind geprüft</translation>
    </message>
</context>
<context>
    <name>MemberLists</name>
    <message>
        <source>Installed detectors</source>
        <translation>Installierte Detektoren</translation>
    </message>
    <message>
        <source>Detectors of the ensemble</source>
        <translation>Detektoren des Ensembles</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>In the ensemble</source>
        <translation>Im Ensemble</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>{number} earlier messages</source>
        <translation>{number} frühere Meldungen</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>Details</source>
        <translation>Näheres</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>Es braucht einen Namen.</translation>
    </message>
    <message>
        <source>A name has letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos; only, at most 64 of them.</source>
        <translation>Ein Name hat nur Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;, höchstens 64.</translation>
    </message>
    <message>
        <source>There is something named {name} already.</source>
        <translation>Etwas namens {name} gibt es schon.</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>{name} was left out: {reason}</source>
        <translation>{name} wurde ausgelassen: {reason}</translation>
    </message>
    <message>
        <source>{count} files or folders were left out: nothing in them can be screened</source>
        <translation>{count} Dateien oder Ordner wurden ausgelassen: Nichts darin lässt sich prüfen</translation>
    </message>
    <message>
        <source>{name} is in the queue already</source>
        <translation>{name} steht schon in der Warteschlange</translation>
    </message>
    <message>
        <source>{count} clips are in the queue already</source>
        <translation>{count} Clips stehen schon in der Warteschlange</translation>
    </message>
    <message>
        <source>To screen a finished clip afresh, choose Screen again.</source>
        <translation>Um einen fertigen Clip neu zu prüfen, &apos;Erneut prüfen&apos; wählen.</translation>
    </message>
    <message>
        <source>One clip was not finished last time</source>
        <translation>Ein Clip wurde letztes Mal nicht fertig</translation>
    </message>
    <message>
        <source>{count} clips were not finished last time</source>
        <translation>{count} Clips wurden letztes Mal nicht fertig</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The queue of the last session could not be read; finished results are in the case store</source>
        <translation>Die Warteschlange der letzten Sitzung war nicht zu lesen; fertige Ergebnisse liegen im Fallspeicher</translation>
    </message>
    <message>
        <source>The file was kept as {name}.</source>
        <translation>Die Datei wurde als {name} aufgehoben.</translation>
    </message>
    <message>
        <source>The queue cannot be remembered</source>
        <translation>Die Warteschlange lässt sich nicht merken</translation>
    </message>
    <message>
        <source>Free some space or check the permissions of the folder.</source>
        <translation>Platz schaffen oder die Rechte des Ordners prüfen.</translation>
    </message>
    <message>
        <source>The result of {name} could not be saved</source>
        <translation>Das Ergebnis von {name} ließ sich nicht speichern</translation>
    </message>
    <message>
        <source>The queue is paused: {reason}</source>
        <translation>Die Warteschlange ist angehalten: {reason}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>The result of {name} is no longer in the case store</source>
        <translation>Das Ergebnis von {name} ist nicht mehr im Fallspeicher</translation>
    </message>
    <message>
        <source>Resume screens the clip again.</source>
        <translation>&apos;Fortsetzen&apos; prüft den Clip noch einmal.</translation>
    </message>
    <message>
        <source>The result of {name} cannot be shown</source>
        <translation>Das Ergebnis von {name} lässt sich nicht zeigen</translation>
    </message>
</context>
<context>
    <name>NoteActions</name>
    <message>
        <source>The clock is not within this clip.</source>
        <translation>Die Uhr steht außerhalb dieses Clips.</translation>
    </message>
    <message>
        <source>&apos;Add note&apos; marks the moment at the clock.</source>
        <translation>„Notiz hinzufügen“ hält den Zeitpunkt der Uhr fest.</translation>
    </message>
    <message>
        <source>Nothing is noted of this clip.</source>
        <translation>Zu diesem Clip ist nichts notiert.</translation>
    </message>
    <message>
        <source>No note after this moment.</source>
        <translation>Keine Notiz nach dieser Stelle.</translation>
    </message>
    <message>
        <source>No note before this moment.</source>
        <translation>Keine Notiz vor dieser Stelle.</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Words of the note</source>
        <translation>Wortlaut der Notiz</translation>
    </message>
    <message>
        <source>What is to be seen here?</source>
        <translation>Was ist hier zu sehen?</translation>
    </message>
    <message>
        <source>Note {number}, {time}</source>
        <translation>Notiz {number}, {time}</translation>
    </message>
</context>
<context>
    <name>NoteList</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Notes of this clip</source>
        <translation>Notizen zu diesem Clip</translation>
    </message>
    <message>
        <source>Choose a screened clip.</source>
        <translation>Einen geprüften Clip auswählen.</translation>
    </message>
    <message>
        <source>Nothing can be noted of this clip: its content has no hash to keep a note by.</source>
        <translation>Zu diesem Clip lässt sich nichts notieren: Sein Inhalt hat keine Prüfsumme, unter der eine Notiz aufzuheben wäre.</translation>
    </message>
    <message>
        <source>Nothing noted yet. &apos;Add note&apos; marks the moment at the clock. Notes go into the report as your words.</source>
        <translation>Noch nichts notiert. „Notiz hinzufügen“ hält den Zeitpunkt der Uhr fest. Notizen gehen als Ihre Worte in den Bericht ein.</translation>
    </message>
    <message>
        <source>Click or Enter goes there, F2 or a double click writes, Del removes.</source>
        <translation>Ein Klick oder Enter geht dorthin, F2 oder ein Doppelklick schreibt, Entf entfernt.</translation>
    </message>
</context>
<context>
    <name>NoteModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Note {number}, {time}</source>
        <translation>Notiz {number}, {time}</translation>
    </message>
    <message>
        <source>add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>edit note</source>
        <translation>Notiz bearbeiten</translation>
    </message>
    <message>
        <source>remove note</source>
        <translation>Notiz entfernen</translation>
    </message>
    <message>
        <source>The notes of this clip could not be read</source>
        <translation>Die Notizen zu diesem Clip waren nicht zu lesen</translation>
    </message>
    <message>
        <source>Your last remarks could not be saved</source>
        <translation>Ihre letzten Anmerkungen ließen sich nicht speichern</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Trouble with the pictures</source>
        <translation>Schwierigkeiten mit den Bildern</translation>
    </message>
</context>
<context>
    <name>OfferPage</name>
    <message>
        <source>Installed.</source>
        <translation>Installiert.</translation>
    </message>
    <message>
        <source>Go on downloading...</source>
        <translation>Weiter herunterladen...</translation>
    </message>
    <message>
        <source>Download...</source>
        <translation>Herunterladen...</translation>
    </message>
    <message>
        <source>Show it in the library</source>
        <translation>In der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Stopped. What has arrived is kept; the download goes on from there.</source>
        <translation>Angehalten. Was angekommen ist, bleibt; der Download geht von dort weiter.</translation>
    </message>
    <message>
        <source>My use is allowed by this licence: it is not commercial</source>
        <translation>Meine Nutzung ist nach dieser Lizenz erlaubt: Sie ist nicht kommerziell</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Do not download</source>
        <translation>Nicht herunterladen</translation>
    </message>
    <message>
        <source>Download {name} from {host}?</source>
        <translation>{name} von {host} herunterladen?</translation>
    </message>
    <message>
        <source>Size: {size}.</source>
        <translation>Größe: {size}.</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>Lizenz: {licence}.</translation>
    </message>
    <message>
        <source>Unpinned: its publisher gives no hash. Only its exact structure can be verified, not that its content is what was published.</source>
        <translation>Nicht festgenagelt: Der Herausgeber nennt keine Prüfsumme. Nur der genaue Aufbau lässt sich prüfen, nicht ob der Inhalt der veröffentlichte ist.</translation>
    </message>
    <message>
        <source>The server sees your network address and this program&apos;s version, nothing else.</source>
        <translation>Der Server sieht Ihre Netzadresse und die Version dieses Programms, sonst nichts.</translation>
    </message>
    <message>
        <source>{count} files, about {size} together</source>
        <translation>{count} Dateien, zusammen etwa {size}</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Fortschritt des Downloads</translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation>Download anhalten</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Pinned to SHA-256</source>
        <translation>Festgenagelt auf SHA-256</translation>
    </message>
    <message>
        <source>Verified by</source>
        <translation>Geprüft durch</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Aggregation</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Several persons</source>
        <translation>Mehrere Personen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Its detectors</source>
        <translation>Seine Detektoren</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
</context>
<context>
    <name>OffsetBar</name>
    <message>
        <source>Shared clock</source>
        <translation>Gemeinsame Uhr</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Where B starts on the clock of A, in seconds</source>
        <translation>Wo B auf der Uhr von A beginnt, in Sekunden</translation>
    </message>
    <message>
        <source>For clips that begin at different moments: B&apos;s first frame stands here on A&apos;s clock</source>
        <translation>Für Clips, die zu verschiedenen Zeiten beginnen: Das erste Bild von B steht hier auf der Uhr von A</translation>
    </message>
    <message>
        <source>B starts at</source>
        <translation>B beginnt bei</translation>
    </message>
    <message>
        <source>Playback of both clips</source>
        <translation>Wiedergabe beider Clips</translation>
    </message>
    <message>
        <source>Start of B</source>
        <translation>Anfang von B</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Options of screening</source>
        <translation>Optionen der Prüfung</translation>
    </message>
    <message>
        <source>Frames per clip</source>
        <translation>Bilder je Clip</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Holds for clips that are not screened yet.</source>
        <translation>Gilt für noch nicht geprüfte Clips.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>the result could not be saved: {reason}</source>
        <translation>das Ergebnis ließ sich nicht speichern: {reason}</translation>
    </message>
</context>
<context>
    <name>OverviewBar</name>
    <message>
        <source>Overview of the chart</source>
        <translation>Überblick über das Diagramm</translation>
    </message>
    <message>
        <source>Drag the window to move along the clip, its ends to zoom</source>
        <translation>Das Fenster ziehen, um im Clip zu wandern, seine Enden, um zu vergrößern</translation>
    </message>
    <message>
        <source>Shows {start} to {end} of {all}</source>
        <translation>Zeigt {start} bis {end} von {all}</translation>
    </message>
</context>
<context>
    <name>PairChart</name>
    <message>
        <source>A: {a}   B: {b}</source>
        <translation>A: {a}   B: {b}</translation>
    </message>
    <message>
        <source>Chart of both clips</source>
        <translation>Diagramm beider Clips</translation>
    </message>
    <message>
        <source>Scores of both clips over time</source>
        <translation>Scores beider Clips im Lauf der Zeit</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <translation>Aktion suchen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Words of the action</source>
        <translation>Worte der Aktion</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
</context>
<context>
    <name>PersonBox</name>
    <message>
        <source>Person shown</source>
        <translation>Gezeigte Person</translation>
    </message>
    <message>
        <source>Whose scores the chart shows</source>
        <translation>Wessen Scores das Diagramm zeigt</translation>
    </message>
    <message>
        <source>All persons</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>kein Score</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>{width} by {height} pixels</source>
        <translation>{width} mal {height} Pixel</translation>
    </message>
</context>
<context>
    <name>PictureSlot</name>
    <message>
        <source>Drop a picture here</source>
        <translation>Ein Bild hier ablegen</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Auswählen...</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>Auswählen: {what}</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>The file has moved: {path}</source>
        <translation>Die Datei ist nicht mehr da: {path}</translation>
    </message>
    <message>
        <source>Put it back there, or screen it again where it is now.</source>
        <translation>Dorthin zurücklegen, oder dort neu prüfen, wo sie jetzt liegt.</translation>
    </message>
    <message>
        <source>The engine stopped: {reason}</source>
        <translation>Die Engine hat aufgehört: {reason}</translation>
    </message>
    <message>
        <source>Small pictures are shown. Show the clip again to try once more.</source>
        <translation>Kleine Bilder werden gezeigt. Den Clip noch einmal zeigen, um es erneut zu versuchen.</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>Teilweise</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Likely manipulated</source>
        <translation>Wahrscheinlich manipuliert</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Uneindeutig</translation>
    </message>
    <message>
        <source>Likely authentic</source>
        <translation>Wahrscheinlich echt</translation>
    </message>
    <message>
        <source>No result</source>
        <translation>Kein Ergebnis</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>partial to {time}</source>
        <translation>teilweise bis {time}</translation>
    </message>
    <message>
        <source>screened before</source>
        <translation>früher geprüft</translation>
    </message>
    <message>
        <source>same content as {name}</source>
        <translation>gleicher Inhalt wie {name}</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>wird vorbereitet</translation>
    </message>
    <message>
        <source>{done}/{total} frames</source>
        <translation>{done}/{total} Bilder</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{verdict}, score {score}</source>
        <translation>{verdict}, Score {score}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>Score {score}</translation>
    </message>
</context>
<context>
    <name>QueueCommands</name>
    <message>
        <source>Open clips</source>
        <translation>Clips öffnen</translation>
    </message>
    <message>
        <source>Clips and pictures</source>
        <translation>Clips und Bilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>QueueController</name>
    <message>
        <source>{name} is being screened</source>
        <translation>{name} wird geprüft</translation>
    </message>
    <message>
        <source>1 more clip waits for its turn</source>
        <translation>1 weiterer Clip wartet</translation>
    </message>
    <message>
        <source>{count} more clips wait for their turn</source>
        <translation>{count} weitere Clips warten</translation>
    </message>
    <message>
        <source>clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>{column}: none</source>
        <translation>{column}: nichts</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>No clip fits the filter. Escape empties the search.</source>
        <translation>Kein Clip passt zum Filter. Escape leert die Suche.</translation>
    </message>
    <message>
        <source>Filter by name, folder, verdict</source>
        <translation>Nach Name, Ordner, Urteil filtern</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>Warteschlange filtern</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Sichtung</translation>
    </message>
    <message>
        <source>1 clip</source>
        <translation>1 Clip</translation>
    </message>
    <message>
        <source>{count} clips</source>
        <translation>{count} Clips</translation>
    </message>
    <message>
        <source>1 needs a look</source>
        <translation>1 sollte angesehen werden</translation>
    </message>
    <message>
        <source>{count} need a look</source>
        <translation>{count} sollten angesehen werden</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Click to sort; the third click brings back the order of work</source>
        <translation>Klicken zum Sortieren; der dritte Klick stellt die Reihenfolge der Arbeit wieder her</translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message>
        <source>its result is no longer in the case store</source>
        <translation>sein Ergebnis ist nicht mehr im Fallspeicher</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
</context>
<context>
    <name>RecipeList</name>
    <message>
        <source>Recipes</source>
        <translation>Rezepte</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Network, input, epochs</source>
        <translation>Netz, Eingabe, Epochen</translation>
    </message>
    <message>
        <source>One detector</source>
        <translation>Ein Detektor</translation>
    </message>
    <message>
        <source>The whole ensemble of the seed</source>
        <translation>Das ganze Ensemble des Vorbilds</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>{number} settings are changed</source>
        <translation>{number} Einstellungen sind geändert</translation>
    </message>
</context>
<context>
    <name>RecipePage</name>
    <message>
        <source>What to train</source>
        <translation>Was trainiert wird</translation>
    </message>
    <message>
        <source>A recipe says which network learns, from which input, and how. Tick one to train one detector, or several to train them one after the other.</source>
        <translation>Ein Rezept sagt, welches Netz lernt, aus welcher Eingabe und wie. Eines ankreuzen, um einen Detektor zu trainieren, oder mehrere, um sie nacheinander zu trainieren.</translation>
    </message>
    <message>
        <source>Undo all changes</source>
        <translation>Alle Änderungen zurücknehmen</translation>
    </message>
    <message>
        <source>Tick at least one recipe</source>
        <translation>Mindestens ein Rezept ankreuzen</translation>
    </message>
    <message>
        <source>Allow the download of the first weights, or choose others</source>
        <translation>Den Download der ersten Gewichte erlauben oder andere wählen</translation>
    </message>
    <message>
        <source>{number} recipes</source>
        <translation>{number} Rezepte</translation>
    </message>
    <message>
        <source>{recipe} needs manipulated clips, and there are none</source>
        <translation>{recipe} braucht manipulierte Clips, und es gibt keine</translation>
    </message>
    <message>
        <source>{number} runs in {folder}</source>
        <translation>{number} Läufe in {folder}</translation>
    </message>
</context>
<context>
    <name>Rest</name>
    <message>
        <source>You left out {who}. What the rest would score cannot be told.</source>
        <translation>Sie haben {who} weggelassen. Welchen Score der Rest hätte, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>Without {who}, whom you left out, too few usable faces remain for a verdict.</source>
        <translation>Ohne {who}, von Ihnen weggelassen, bleiben zu wenige brauchbare Gesichter für ein Urteil.</translation>
    </message>
    <message>
        <source>Without {who}, whom you left out, the clip would score {score}.</source>
        <translation>Ohne {who}, von Ihnen weggelassen, hätte der Clip den Score {score}.</translation>
    </message>
    <message>
        <source>Without {who}, whom you left out, this would be: {verdict}, {score}.</source>
        <translation>Ohne {who}, von Ihnen weggelassen, wäre dies: {verdict}, {score}.</translation>
    </message>
    <message>
        <source>The record is not changed.</source>
        <translation>Die Aufzeichnung wird nicht geändert.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>LogLoss</source>
        <translation>LogLoss</translation>
    </message>
    <message>
        <source>Equal error rate</source>
        <translation>Gleichfehlerrate</translation>
    </message>
    <message>
        <source>Right at .5</source>
        <translation>Richtig bei .5</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
        <source>How often a fake scores above a real face: .5 is guessing, 1 perfect</source>
        <translation>Wie oft ein gefälschtes Gesicht über einem echten liegt: .5 ist geraten, 1 vollkommen</translation>
    </message>
    <message>
        <source>How far the scores are from the truth: .69 is guessing, 0 perfect</source>
        <translation>Wie weit die Werte von der Wahrheit entfernt sind: .69 ist geraten, 0 vollkommen</translation>
    </message>
    <message>
        <source>Share of wrong answers where false alarms and misses are equally common</source>
        <translation>Anteil falscher Antworten, wo Fehlalarme und Versäumnisse gleich häufig sind</translation>
    </message>
    <message>
        <source>How far a score is from the share of fakes among faces of that score</source>
        <translation>Wie weit ein Wert vom Anteil der Fälschungen unter Gesichtern dieses Werts entfernt ist</translation>
    </message>
    <message>
        <source>AUC {auc}</source>
        <translation>AUC {auc}</translation>
    </message>
    <message>
        <source>Comparing detectors</source>
        <translation>Vergleicht Detektoren</translation>
    </message>
    <message>
        <source>Adding a detector to the library</source>
        <translation>Nimmt einen Detektor in die Bibliothek auf</translation>
    </message>
    <message>
        <source>Held out was so little that the figures below are an anecdote, not a measurement.</source>
        <translation>Zurückgehalten wurde so wenig, dass die Zahlen unten eine Anekdote sind und keine Messung.</translation>
    </message>
    <message>
        <source>Not shown to be better than guessing on faces that it has not learnt from.</source>
        <translation>Nicht nachweislich besser als Raten bei Gesichtern, aus denen er nicht gelernt hat.</translation>
    </message>
    <message>
        <source>A weak detector: it tells more than guessing, and is wrong often.</source>
        <translation>Ein schwacher Detektor: Er sagt mehr als Raten und irrt oft.</translation>
    </message>
    <message>
        <source>A fair detector on this data: useful as one voice among several.</source>
        <translation>Ein mittlerer Detektor für diese Daten: nützlich als eine Stimme unter mehreren.</translation>
    </message>
    <message>
        <source>A good detector on this data.</source>
        <translation>Ein guter Detektor für diese Daten.</translation>
    </message>
    <message>
        <source>How well it tells real from fake cannot be said: only one class was held out.</source>
        <translation>Wie gut er echt von gefälscht unterscheidet, lässt sich nicht sagen: Nur eine Klasse wurde zurückgehalten.</translation>
    </message>
    <message>
        <source>Measured on {faces} held-out faces of {groups} groups, the same on which the best epoch was chosen. Expect less on clips from elsewhere.</source>
        <translation>Gemessen an {faces} zurückgehaltenen Gesichtern aus {groups} Gruppen, denselben, nach denen die beste Epoche gewählt wurde. Bei Clips von anderswo ist weniger zu erwarten.</translation>
    </message>
    <message>
        <source>{low} to {high} (95 %)</source>
        <translation>{low} bis {high} (95 %)</translation>
    </message>
    <message>
        <source>epoch {number}</source>
        <translation>Epoche {number}</translation>
    </message>
    <message>
        <source>of the faces</source>
        <translation>der Gesichter</translation>
    </message>
    <message>
        <source>before calibration {value}</source>
        <translation>vor der Kalibrierung {value}</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>nicht kalibriert</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is in the library</source>
        <translation>&apos;{name}&apos; ist in der Bibliothek</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Ensemble</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Screened</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>This clip: {name}</source>
        <translation>Dieser Clip: {name}</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Person {number}</source>
        <translation>Person {number}</translation>
    </message>
    <message>
        <source>P{number}</source>
        <translation>P{number}</translation>
    </message>
    <message>
        <source>Left out: {reason}</source>
        <translation>Ausgelassen: {reason}</translation>
    </message>
    <message>
        <source>{size} px, sharpness {sharpness}</source>
        <translation>{size} px, Schärfe {sharpness}</translation>
    </message>
</context>
<context>
    <name>ReviewRoom</name>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Who decided</source>
        <translation>Wer entschied</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>RoomActions</name>
    <message>
        <source>Save the frame</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Save the face</source>
        <translation>Gesicht speichern</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>Screening</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Discard the run &apos;{name}&apos;?</source>
        <translation>Lauf &apos;{name}&apos; verwerfen?</translation>
    </message>
    <message>
        <source>What it has learnt is kept for {days} days, in case you change your mind, and then deleted.</source>
        <translation>Was er gelernt hat, bleibt {days} Tage liegen, falls man es sich anders überlegt, und wird dann gelöscht.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>Weiter trainieren</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Finish now instead</source>
        <translation>Stattdessen jetzt abschließen</translation>
    </message>
    <message>
        <source>&apos;Finish now&apos; would keep the best epoch as a detector.</source>
        <translation>&apos;Jetzt abschließen&apos; würde die beste Epoche als Detektor behalten.</translation>
    </message>
    <message>
        <source>Delete the run &apos;{name}&apos; for good?</source>
        <translation>Lauf &apos;{name}&apos; endgültig löschen?</translation>
    </message>
    <message>
        <source>Its folder is deleted. A detector that is in the library already stays there.</source>
        <translation>Sein Ordner wird gelöscht. Ein Detektor, der schon in der Bibliothek ist, bleibt dort.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The command is on the clipboard</source>
        <translation>Der Befehl ist in der Zwischenablage</translation>
    </message>
</context>
<context>
    <name>RunCharts</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>LogLoss of the held-out faces</source>
        <translation>LogLoss der zurückgehaltenen Gesichter</translation>
    </message>
    <message>
        <source>AUC of the held-out faces</source>
        <translation>AUC der zurückgehaltenen Gesichter</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Moving average; the curves as they are stay visible, faintly</source>
        <translation>Gleitendes Mittel; die Kurven selbst bleiben schwach sichtbar</translation>
    </message>
    <message>
        <source>Logarithmic losses</source>
        <translation>Verluste logarithmisch</translation>
    </message>
</context>
<context>
    <name>RunFigures</name>
    <message>
        <source>Best LogLoss</source>
        <translation>Bester LogLoss</translation>
    </message>
    <message>
        <source>AUC of that epoch</source>
        <translation>AUC dieser Epoche</translation>
    </message>
    <message>
        <source>LogLoss now</source>
        <translation>LogLoss jetzt</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Without progress</source>
        <translation>Ohne Fortschritt</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>How far the scores are from the truth: .69 is guessing, 0 perfect</source>
        <translation>Wie weit die Werte von der Wahrheit entfernt sind: .69 ist geraten, 0 vollkommen</translation>
    </message>
    <message>
        <source>How often a fake scores above a real face: .5 is guessing, 1 perfect</source>
        <translation>Wie oft ein gefälschtes Gesicht über einem echten liegt: .5 ist geraten, 1 vollkommen</translation>
    </message>
    <message>
        <source>Epochs since the last better one, and when the learning rate is lowered</source>
        <translation>Epochen seit der letzten besseren, und wann die Lernrate gesenkt wird</translation>
    </message>
    <message>
        <source>epoch {number}</source>
        <translation>Epoche {number}</translation>
    </message>
    <message>
        <source>.5 is guessing</source>
        <translation>.5 ist geraten</translation>
    </message>
    <message>
        <source>faces/s</source>
        <translation>Gesichter/s</translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 Epoche</translation>
    </message>
    <message>
        <source>{number} epochs</source>
        <translation>{number} Epochen</translation>
    </message>
    <message>
        <source>plateau {bad} of {patience}</source>
        <translation>Plateau {bad} von {patience}</translation>
    </message>
    <message>
        <source>{cores} of {all} cores</source>
        <translation>{cores} von {all} Kernen</translation>
    </message>
    <message>
        <source>{memory}; GPU {gpu} of {total}</source>
        <translation>{memory}; GPU {gpu} von {total}</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Finish now</source>
        <translation>Jetzt abschließen</translation>
    </message>
    <message>
        <source>End after this step, validate, and keep the best epoch as a detector</source>
        <translation>Nach diesem Schritt enden, validieren und die beste Epoche als Detektor behalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Save the state and end; it goes on from there whenever you like</source>
        <translation>Den Stand speichern und enden; von dort geht es weiter, wann immer Sie wollen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard...</source>
        <translation>Verwerfen...</translation>
    </message>
    <message>
        <source>Faces, table and log</source>
        <translation>Gesichter, Tabelle und Protokoll</translation>
    </message>
    <message>
        <source>Held-out faces, worst first</source>
        <translation>Zurückgehaltene Gesichter, die schlechtesten zuerst</translation>
    </message>
    <message>
        <source>The held-out faces and their scores appear here after the first epoch.</source>
        <translation>Die zurückgehaltenen Gesichter und ihre Werte erscheinen hier nach der ersten Epoche.</translation>
    </message>
    <message>
        <source>Held-out faces</source>
        <translation>Zurückgehaltene Gesichter</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>No training has begun</source>
        <translation>Kein Training hat begonnen</translation>
    </message>
    <message>
        <source>The training waits for another one</source>
        <translation>Das Training wartet auf ein anderes</translation>
    </message>
    <message>
        <source>The training has paused</source>
        <translation>Das Training ist angehalten</translation>
    </message>
    <message>
        <source>The training has failed</source>
        <translation>Das Training ist gescheitert</translation>
    </message>
    <message>
        <source>The training was interrupted</source>
        <translation>Das Training wurde unterbrochen</translation>
    </message>
    <message>
        <source>The training was discarded</source>
        <translation>Das Training wurde verworfen</translation>
    </message>
    <message>
        <source>The result comes when the training has ended</source>
        <translation>Das Ergebnis kommt, wenn das Training beendet ist</translation>
    </message>
    <message>
        <source>See the result</source>
        <translation>Zum Ergebnis</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Absagen</translation>
    </message>
    <message>
        <source>Reading the faces, looking for leaks, trying the first batches</source>
        <translation>Liest die Gesichter, sucht nach Lecks, probiert die ersten Stapel</translation>
    </message>
    <message>
        <source>Begins when the training before it has ended</source>
        <translation>Beginnt, wenn das Training davor beendet ist</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>Epoche {epoch} von {epochs}</translation>
    </message>
    <message>
        <source>batch {batch} of {batches}</source>
        <translation>Stapel {batch} von {batches}</translation>
    </message>
    <message>
        <source>{time} at work</source>
        <translation>{time} bei der Arbeit</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>The training could not be started: see the log.</source>
        <translation>Das Training ließ sich nicht starten: siehe Protokoll.</translation>
    </message>
    <message>
        <source>The training ended without a word: it was killed, it crashed, or the computer went off. &apos;Resume&apos; goes on from the last save, which is ten minutes old at most.</source>
        <translation>Das Training hat ohne ein Wort geendet: Es wurde beendet, ist abgestürzt, oder der Rechner ging aus. &apos;Fortsetzen&apos; geht vom letzten Speichern weiter, das höchstens zehn Minuten alt ist.</translation>
    </message>
</context>
<context>
    <name>Running</name>
    <message>
        <source>the engine ended: {reason}</source>
        <translation>die Engine hat geendet: {reason}</translation>
    </message>
    <message>
        <source>Retry screens this clip once more; the others go on.</source>
        <translation>&apos;Wiederholen&apos; prüft diesen Clip noch einmal; die anderen gehen weiter.</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Wegwerfen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Train a detector on your own clips</source>
        <translation>Einen Detektor an eigenen Clips trainieren</translation>
    </message>
    <message>
        <source>1. Show it real and manipulated clips: folders, a table, or one of the public data sets.</source>
        <translation>1. Echte und manipulierte Clips zeigen: Ordner, eine Tabelle oder einen der öffentlichen Datensätze.</translation>
    </message>
    <message>
        <source>2. Choose a recipe: one of the seed&apos;s seven, a small one for a laptop, or your own.</source>
        <translation>2. Ein Rezept wählen: eines der sieben des Vorbilds, ein kleines für den Laptop, oder ein eigenes.</translation>
    </message>
    <message>
        <source>3. Watch it learn, compare it with the others, and add it to the library.</source>
        <translation>3. Beim Lernen zusehen, mit den anderen vergleichen und in die Bibliothek aufnehmen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Choose runs to compare their curves</source>
        <translation>Läufe auswählen, um ihre Kurven zu vergleichen</translation>
    </message>
    <message>
        <source>Compare by</source>
        <translation>Vergleichen nach</translation>
    </message>
    <message>
        <source>Held-out faces, by epoch</source>
        <translation>Zurückgehaltene Gesichter, je Epoche</translation>
    </message>
    <message>
        <source>Choose runs with finished epochs to compare their curves</source>
        <translation>Läufe mit fertigen Epochen auswählen, um ihre Kurven zu vergleichen</translation>
    </message>
    <message>
        <source>Choose several runs (Ctrl+click) to compare their curves</source>
        <translation>Mehrere Läufe auswählen (Strg+Klick), um ihre Kurven zu vergleichen</translation>
    </message>
    <message>
        <source>{number} runs, each with its best epoch marked</source>
        <translation>{number} Läufe, jeder mit seiner besten Epoche</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Training runs</source>
        <translation>Trainingsläufe</translation>
    </message>
</context>
<context>
    <name>ScoreChart</name>
    <message>
        <source>all persons</source>
        <translation>alle Personen</translation>
    </message>
    <message>
        <source>{clip}, {person}: score (1 = manipulated)</source>
        <translation>{clip}, {person}: Score (1 = manipuliert)</translation>
    </message>
    <message>
        <source>Score chart</source>
        <translation>Diagramm der Scores</translation>
    </message>
    <message>
        <source>Copy, save, zoom</source>
        <translation>Kopieren, speichern, vergrößern</translation>
    </message>
    <message>
        <source>More of the chart</source>
        <translation>Mehr zum Diagramm</translation>
    </message>
    <message>
        <source>Scores over time</source>
        <translation>Scores im Lauf der Zeit</translation>
    </message>
</context>
<context>
    <name>ScorePlot</name>
    <message>
        <source>score (1 = manipulated)</source>
        <translation>Score (1 = manipuliert)</translation>
    </message>
</context>
<context>
    <name>ScreenRoom</name>
    <message>
        <source>Screening one clip</source>
        <translation>Ein Clip wird geprüft</translation>
    </message>
    <message>
        <source>Screening {count} clips</source>
        <translation>{count} Clips werden geprüft</translation>
    </message>
</context>
<context>
    <name>ScrubBar</name>
    <message>
        <source>Position in the clip</source>
        <translation>Stelle im Clip</translation>
    </message>
</context>
<context>
    <name>SegmentLimits</name>
    <message>
        <source>change the threshold</source>
        <translation>Schwelle ändern</translation>
    </message>
</context>
<context>
    <name>SegmentList</name>
    <message>
        <source>Score from which a frame counts</source>
        <translation>Score, ab dem ein Bild zählt</translation>
    </message>
    <message>
        <source>Least number of sampled frames in a row</source>
        <translation>Mindestzahl untersuchter Bilder hintereinander</translation>
    </message>
    <message>
        <source>Score from</source>
        <translation>Score ab</translation>
    </message>
    <message>
        <source>Frames in a row</source>
        <translation>Bilder hintereinander</translation>
    </message>
    <message>
        <source>Suspicious segments</source>
        <translation>Verdächtige Abschnitte</translation>
    </message>
    <message>
        <source>Click goes there, Enter or a double click plays it again and again.</source>
        <translation>Ein Klick geht dorthin, Enter oder ein Doppelklick spielt ihn immer wieder ab.</translation>
    </message>
    <message>
        <source>Choose a screened clip.</source>
        <translation>Einen geprüften Clip auswählen.</translation>
    </message>
    <message>
        <source>No sampled frame scores {score} or more.</source>
        <translation>Kein untersuchtes Bild hat einen Score von {score} oder mehr.</translation>
    </message>
    <message>
        <source>No {count} sampled frames in a row score {score} or more.</source>
        <translation>Keine {count} untersuchten Bilder hintereinander haben einen Score von {score} oder mehr.</translation>
    </message>
</context>
<context>
    <name>SegmentModel</name>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>{person}, {start} to {end}: {count} sampled frames, peak {peak}, mean {mean}</source>
        <translation>{person}, {start} bis {end}: {count} untersuchte Bilder, Spitze {peak}, Mittel {mean}</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default: {title}</source>
        <translation>Zurück zum Standard: {title}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>{file} cannot be read ({reason}); all settings have their defaults</source>
        <translation>{file} ist nicht zu lesen ({reason}); alle Einstellungen haben ihre Standardwerte</translation>
    </message>
    <message>
        <source>{key} in {file} is ignored: {reason}</source>
        <translation>{key} in {file} wird nicht beachtet: {reason}</translation>
    </message>
    <message>
        <source>{value} is not {kind}</source>
        <translation>{value} ist nicht {kind}</translation>
    </message>
    <message>
        <source>{value} is none of {allowed}</source>
        <translation>{value} ist keines von {allowed}</translation>
    </message>
    <message>
        <source>{value:g} lies outside {low:g} to {high:g}</source>
        <translation>{value:g} liegt nicht zwischen {low:g} und {high:g}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>a table of texts</source>
        <translation>eine Tabelle von Texten</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>Aussehen und Sprache</translation>
    </message>
    <message>
        <source>Ensemble</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Which detectors judge a clip. Empty: the default of the library.</source>
        <translation>Welche Detektoren über einen Clip urteilen. Leer: der Standard der Bibliothek.</translation>
    </message>
    <message>
        <source>Frames per clip</source>
        <translation>Bilder je Clip</translation>
    </message>
    <message>
        <source>How many frames are looked at, spread evenly over the clip.</source>
        <translation>Wie viele Bilder angesehen werden, gleichmäßig über den Clip verteilt.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where the networks run: auto, cpu, cuda, cuda:1 or mps.</source>
        <translation>Wo die Netze laufen: auto, cpu, cuda, cuda:1 oder mps.</translation>
    </message>
    <message>
        <source>CPU cores</source>
        <translation>CPU-Kerne</translation>
    </message>
    <message>
        <source>Cores that screening may use. One is best left to the window.</source>
        <translation>Kerne, die die Prüfung benutzen darf. Einer bleibt am besten für das Fenster.</translation>
    </message>
    <message>
        <source>all but one</source>
        <translation>alle bis auf einen</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Geprüft von</translation>
    </message>
    <message>
        <source>Who screens, as reports name it. Empty: reports name nobody.</source>
        <translation>Wer prüft, wie Berichte es nennen. Leer: Berichte nennen niemanden.</translation>
    </message>
    <message>
        <source>Likely manipulated from</source>
        <translation>Wahrscheinlich manipuliert ab</translation>
    </message>
    <message>
        <source>Scores from here up count as likely manipulated.</source>
        <translation>Scores ab hier gelten als wahrscheinlich manipuliert.</translation>
    </message>
    <message>
        <source>as calibrated</source>
        <translation>wie kalibriert</translation>
    </message>
    <message>
        <source>Likely authentic up to</source>
        <translation>Wahrscheinlich echt bis</translation>
    </message>
    <message>
        <source>Scores from here down count as likely authentic.</source>
        <translation>Scores bis hier gelten als wahrscheinlich echt.</translation>
    </message>
    <message>
        <source>Engine command</source>
        <translation>Befehl der Engine</translation>
    </message>
    <message>
        <source>A program that screens in place of this one, for example: ssh gpu-box dfd engine. Empty: this computer.</source>
        <translation>Ein Programm, das statt diesem prüft, zum Beispiel: ssh gpu-box dfd engine. Leer: dieser Rechner.</translation>
    </message>
    <message>
        <source>Preview cache</source>
        <translation>Vorschauspeicher</translation>
    </message>
    <message>
        <source>Room on disk for the small copies of clips that make scrubbing quick.</source>
        <translation>Platz auf der Platte für die kleinen Kopien der Clips, mit denen das Spulen schnell geht.</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Folder of training runs</source>
        <translation>Ordner der Trainingsläufe</translation>
    </message>
    <message>
        <source>Where new runs are kept. Empty: the user data folder.</source>
        <translation>Wo neue Läufe liegen. Leer: der Datenordner des Benutzers.</translation>
    </message>
    <message>
        <source>Device for training</source>
        <translation>Gerät für das Training</translation>
    </message>
    <message>
        <source>Where networks are trained: auto, cpu, cuda, cuda:1 or mps.</source>
        <translation>Wo Netze trainiert werden: auto, cpu, cuda, cuda:1 oder mps.</translation>
    </message>
    <message>
        <source>Training when the window closes</source>
        <translation>Training, wenn das Fenster schließt</translation>
    </message>
    <message>
        <source>What becomes of a training run that is not finished.</source>
        <translation>Was aus einem Trainingslauf wird, der nicht beendet ist.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>Läuft weiter</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
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
        <source>Takes effect when the program starts again.</source>
        <translation>Gilt, wenn das Programm neu startet.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Recent clips</source>
        <translation>Letzte Clips</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Einstellungsdatei öffnen</translation>
    </message>
    <message>
        <source>Reset all...</source>
        <translation>Alles zurücksetzen...</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Changes hold at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Not taken: {reason}.</source>
        <translation>Nicht übernommen: {reason}.</translation>
    </message>
    <message>
        <source>the authentic band would reach into the manipulated one</source>
        <translation>der Bereich für echt würde in den für manipuliert reichen</translation>
    </message>
    <message>
        <source>There is no file yet: nothing differs from the defaults. It would be {path}.</source>
        <translation>Es gibt noch keine Datei: Nichts weicht vom Standard ab. Sie wäre {path}.</translation>
    </message>
    <message>
        <source>No program shows it. The file is {path}.</source>
        <translation>Kein Programm zeigt sie. Die Datei ist {path}.</translation>
    </message>
    <message>
        <source>Give every setting of this dialog its default? Shortcuts stay.</source>
        <translation>Jeder Einstellung dieses Fensters ihren Standard geben? Tastenkürzel bleiben.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Some of the settings file was not understood and is ignored:</source>
        <translation>Einiges in der Einstellungsdatei ist nicht zu verstehen und wird nicht beachtet:</translation>
    </message>
    <message>
        <source>The settings could not be saved; they hold until the program ends. {reason}</source>
        <translation>Die Einstellungen ließen sich nicht speichern; sie gelten, bis das Programm endet. {reason}</translation>
    </message>
</context>
<context>
    <name>SettingsFields</name>
    <message>
        <source>The library&apos;s default</source>
        <translation>Standard der Bibliothek</translation>
    </message>
</context>
<context>
    <name>SetupDialog</name>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Screen the sample clip</source>
        <translation>Beispielclip prüfen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Reset all...</source>
        <translation>Alles zurücksetzen...</translation>
    </message>
    <message>
        <source>No action fits.</source>
        <translation>Keine Aktion passt.</translation>
    </message>
    <message>
        <source>Search by action, menu or key</source>
        <translation>Nach Aktion, Menü oder Taste suchen</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Some shortcuts in the settings file cannot be used:</source>
        <translation>Einige Tastenkürzel in der Einstellungsdatei sind nicht zu gebrauchen:</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Give every action its default keys?</source>
        <translation>Jeder Aktion ihre Standardtasten geben?</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>{keys} opens the menu {menu}</source>
        <translation>{keys} öffnet das Menü {menu}</translation>
    </message>
    <message>
        <source>{keys} moves on or confirms, everywhere</source>
        <translation>{keys} geht überall weiter oder bestätigt</translation>
    </message>
    <message>
        <source>{keys} alone is for typing and for the rooms; add Ctrl or Alt</source>
        <translation>{keys} allein ist für das Tippen und für die Räume; Strg oder Alt hinzunehmen</translation>
    </message>
    <message>
        <source>{action} is no action of this version</source>
        <translation>{action} ist keine Aktion dieser Version</translation>
    </message>
    <message>
        <source>{keys} is no key; it was meant for {action}</source>
        <translation>{keys} ist keine Taste; gedacht war das für {action}</translation>
    </message>
    <message>
        <source>{keys} is given to {holder} and to {action}; {holder} has it</source>
        <translation>{keys} ist an {holder} und an {action} vergeben; es gilt für {holder}</translation>
    </message>
</context>
<context>
    <name>SideHead</name>
    <message>
        <source>Clip {letter}</source>
        <translation>Clip {letter}</translation>
    </message>
    <message>
        <source>Person of {letter}</source>
        <translation>Person von {letter}</translation>
    </message>
    <message>
        <source>{count} frames</source>
        <translation>{count} Bilder</translation>
    </message>
</context>
<context>
    <name>SideStage</name>
    <message>
        <source>Frame of {letter}</source>
        <translation>Bild von {letter}</translation>
    </message>
    <message>
        <source>{letter} has not begun</source>
        <translation>{letter} hat noch nicht begonnen</translation>
    </message>
    <message>
        <source>It begins in {time}.</source>
        <translation>Der Clip beginnt in {time}.</translation>
    </message>
    <message>
        <source>{letter} is over</source>
        <translation>{letter} ist zu Ende</translation>
    </message>
    <message>
        <source>It ended {time} ago.</source>
        <translation>Der Clip endete vor {time}.</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <source>{name} cannot be used: {reason}</source>
        <translation>{name} ist nicht zu gebrauchen: {reason}</translation>
    </message>
    <message>
        <source>{name} is still being counted</source>
        <translation>{name} wird noch gezählt</translation>
    </message>
    <message>
        <source>nothing of {name} is chosen</source>
        <translation>nichts von {name} ist ausgewählt</translation>
    </message>
    <message>
        <source>Remove {name} from the list</source>
        <translation>{name} von der Liste nehmen</translation>
    </message>
    <message>
        <source>Layout of {name}</source>
        <translation>Aufbau von {name}</translation>
    </message>
    <message>
        <source>How the folder or table is read</source>
        <translation>Wie der Ordner oder die Tabelle gelesen wird</translation>
    </message>
    <message>
        <source>All rows of this table are:</source>
        <translation>Alle Zeilen dieser Tabelle sind:</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>real</source>
        <translation>echt</translation>
    </message>
    <message>
        <source>fake</source>
        <translation>gefälscht</translation>
    </message>
    <message>
        <source>Use only some parts or methods</source>
        <translation>Nur einige Teile oder Methoden benutzen</translation>
    </message>
    <message>
        <source>{layout} (recognised)</source>
        <translation>{layout} (erkannt)</translation>
    </message>
    <message>
        <source>Counting: {number} clips so far</source>
        <translation>Zählt: bisher {number} Clips</translation>
    </message>
    <message>
        <source>{number} left out ({reasons})</source>
        <translation>{number} ausgelassen ({reasons})</translation>
    </message>
    <message>
        <source>expected are subfolders real and fake, DFDC parts, FaceForensics++, Celeb-DF, or a table</source>
        <translation>erwartet werden Unterordner real und fake, DFDC-Teile, FaceForensics++, Celeb-DF oder eine Tabelle</translation>
    </message>
    <message>
        <source>What is in {name}</source>
        <translation>Was in {name} ist</translation>
    </message>
    <message>
        <source>People or sources that belong together: never learnt from and tested on at once</source>
        <translation>Personen oder Quellen, die zusammengehören: nie zugleich zum Lernen und zum Prüfen</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
</context>
<context>
    <name>SpeedTest</name>
    <message>
        <source>the sample clip gave no frame</source>
        <translation>der Beispielclip ergab kein Bild</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress of the queue</source>
        <translation>Fortschritt der Warteschlange</translation>
    </message>
    <message>
        <source>Engine at rest</source>
        <translation>Engine ruht</translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation>Engine startet</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>Engine bereit</translation>
    </message>
    <message>
        <source>Engine ended</source>
        <translation>Engine beendet</translation>
    </message>
    <message>
        <source>Screening by: {command}</source>
        <translation>Geprüft wird durch: {command}</translation>
    </message>
    <message>
        <source>Clips that the other computer does not have are sent there.</source>
        <translation>Clips, die der andere Rechner nicht hat, werden dorthin geschickt.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Ohne Netz</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Downloads happen only when you ask for one.</source>
        <translation>Nichts verlässt diesen Rechner. Heruntergeladen wird nur, wenn Sie es verlangen.</translation>
    </message>
</context>
<context>
    <name>StepButton</name>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>jetzt zu sehen</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>Step {number}: {name}</source>
        <translation>Schritt {number}: {name}</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>TextWindow</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>ThinBar</name>
    <message>
        <source>Progress: {share}</source>
        <translation>Fortschritt: {share}</translation>
    </message>
</context>
<context>
    <name>TotalBar</name>
    <message>
        <source>Progress of the queue</source>
        <translation>Fortschritt der Warteschlange</translation>
    </message>
    <message>
        <source>{percent} per cent</source>
        <translation>{percent} Prozent</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>LogLoss</source>
        <translation>LogLoss</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>On the held-out faces, of the epoch that is kept; lower is better</source>
        <translation>An den zurückgehaltenen Gesichtern, von der behaltenen Epoche; niedriger ist besser</translation>
    </message>
    <message>
        <source>On the held-out faces, of the epoch that is kept; .5 is guessing</source>
        <translation>An den zurückgehaltenen Gesichtern, von der behaltenen Epoche; .5 ist Raten</translation>
    </message>
    <message>
        <source>Time at work, pauses left out</source>
        <translation>Arbeitszeit ohne Pausen</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>schließt ab</translation>
    </message>
    <message>
        <source>The same person or picture would be learnt and tested on, which flatters every figure. Give clips that belong together one group in the table, or go back to the recipe and hold out another face set.</source>
        <translation>Dieselbe Person oder dasselbe Bild würde gelernt und geprüft, was jede Zahl schönt. Geben Sie zusammengehörigen Clips in der Tabelle eine Gruppe, oder halten Sie im Rezept eine andere Gesichtersammlung zurück.</translation>
    </message>
    <message>
        <source>Go back to the faces and cut them again.</source>
        <translation>Zurück zu den Gesichtern gehen und sie neu schneiden.</translation>
    </message>
    <message>
        <source>Go back to the recipe and lower Batch or Size, or raise Accumulate among the expert settings.</source>
        <translation>Zurück zum Rezept gehen und Stapel oder Größe senken, oder Accumulate in den Expertenoptionen erhöhen.</translation>
    </message>
    <message>
        <source>Add clips of other people or sources, or give the table a column &apos;group&apos;.</source>
        <translation>Clips anderer Leute oder Quellen hinzufügen, oder der Tabelle eine Spalte &apos;group&apos; geben.</translation>
    </message>
    <message>
        <source>Go back to the recipe and choose what is held out.</source>
        <translation>Zurück zum Rezept gehen und wählen, was zurückgehalten wird.</translation>
    </message>
    <message>
        <source>The recipe divides by DFDC parts. Go back and hold out a share of the groups instead.</source>
        <translation>Das Rezept teilt nach DFDC-Teilen. Zurückgehen und stattdessen einen Anteil der Gruppen zurückhalten.</translation>
    </message>
    <message>
        <source>Go back to the recipe and begin from scratch.</source>
        <translation>Zurück zum Rezept gehen und von Grund auf beginnen.</translation>
    </message>
    <message>
        <source>The check ended without a word.</source>
        <translation>Die Prüfung hat ohne ein Wort geendet.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Variation of the faces</source>
        <translation>Abwandlung der Gesichter</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>{low:g} and above</source>
        <translation>{low:g} und mehr</translation>
    </message>
    <message>
        <source>{low:g} to {high:g}</source>
        <translation>{low:g} bis {high:g}</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>Verlust Training</translation>
    </message>
    <message>
        <source>Valid loss</source>
        <translation>Verlust Validierung</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>{program} cannot be started</source>
        <translation>{program} lässt sich nicht starten</translation>
    </message>
    <message>
        <source>install the program again</source>
        <translation>das Programm neu installieren</translation>
    </message>
    <message>
        <source>epoch {number}: </source>
        <translation>Epoche {number}: </translation>
    </message>
    <message>
        <source>The detector could not be added.</source>
        <translation>Der Detektor ließ sich nicht aufnehmen.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is in the library already: choose another name</source>
        <translation>&apos;{name}&apos; ist schon in der Bibliothek: einen anderen Namen wählen</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>AUC by method</source>
        <translation>AUC je Methode</translation>
    </message>
    <message>
        <source>{name}: {difference} ({low} to {high})</source>
        <translation>{name}: {difference} ({low} bis {high})</translation>
    </message>
    <message>
        <source>real faces called fake</source>
        <translation>echte Gesichter als gefälscht</translation>
    </message>
    <message>
        <source>fakes found</source>
        <translation>gefundene Fälschungen</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>dieser Lauf</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>share of fakes</source>
        <translation>Anteil der Fälschungen</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Verlässlichkeit</translation>
    </message>
    <message>
        <source>before calibration</source>
        <translation>vor der Kalibrierung</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>kalibriert</translation>
    </message>
    <message>
        <source>share of the class</source>
        <translation>Anteil der Klasse</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>real: {number} faces</source>
        <translation>echt: {number} Gesichter</translation>
    </message>
    <message>
        <source>fake: {number} faces</source>
        <translation>gefälscht: {number} Gesichter</translation>
    </message>
    <message>
        <source>real</source>
        <translation>echt</translation>
    </message>
    <message>
        <source>all fakes</source>
        <translation>alle Fälschungen</translation>
    </message>
    <message>
        <source>Class and method</source>
        <translation>Klasse und Methode</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>fake</source>
        <translation>gefälscht</translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>Score {score}</translation>
    </message>
    <message>
        <source>before {score}</source>
        <translation>vorher {score}</translation>
    </message>
    <message>
        <source>on the wrong side</source>
        <translation>auf der falschen Seite</translation>
    </message>
    <message>
        <source>1 clip</source>
        <translation>1 Clip</translation>
    </message>
    <message>
        <source>{number} clips</source>
        <translation>{number} Clips</translation>
    </message>
    <message>
        <source>1 face</source>
        <translation>1 Gesicht</translation>
    </message>
    <message>
        <source>{number} faces</source>
        <translation>{number} Gesichter</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>Recognise it</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <source>DFDC parts</source>
        <translation>DFDC-Teile</translation>
    </message>
    <message>
        <source>FaceForensics++</source>
        <translation>FaceForensics++</translation>
    </message>
    <message>
        <source>Celeb-DF v2</source>
        <translation>Celeb-DF v2</translation>
    </message>
    <message>
        <source>real and fake folders</source>
        <translation>Ordner real und fake</translation>
    </message>
    <message>
        <source>table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>face set</source>
        <translation>Gesichtersammlung</translation>
    </message>
    <message>
        <source>no face was found</source>
        <translation>kein Gesicht wurde gefunden</translation>
    </message>
    <message>
        <source>no face was good enough</source>
        <translation>kein Gesicht war gut genug</translation>
    </message>
    <message>
        <source>listed, but the file is not there</source>
        <translation>aufgeführt, aber die Datei ist nicht da</translation>
    </message>
    <message>
        <source>not listed, so its label is unknown</source>
        <translation>nicht aufgeführt, darum ohne bekannte Angabe</translation>
    </message>
    <message>
        <source>listed twice</source>
        <translation>doppelt aufgeführt</translation>
    </message>
    <message>
        <source>without a label real or fake</source>
        <translation>ohne die Angabe real oder fake</translation>
    </message>
    <message>
        <source>damaged entry in metadata.json</source>
        <translation>beschädigter Eintrag in metadata.json</translation>
    </message>
    <message>
        <source>damaged or in an unknown codec</source>
        <translation>beschädigt oder in unbekanntem Codec</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht zu lesen</translation>
    </message>
    <message>
        <source>has no picture track</source>
        <translation>hat keine Bildspur</translation>
    </message>
    <message>
        <source>has no frames</source>
        <translation>hat keine Bilder</translation>
    </message>
    <message>
        <source>is no clip or picture</source>
        <translation>ist weder Clip noch Bild</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>is encrypted</source>
        <translation>ist verschlüsselt</translation>
    </message>
    <message>
        <source>the file made the decoder crash</source>
        <translation>die Datei hat den Decoder zum Absturz gebracht</translation>
    </message>
    <message>
        <source>Small and quick: the one to begin with. Hours without a GPU.</source>
        <translation>Klein und schnell: das Rezept für den Anfang. Stunden ohne GPU.</translation>
    </message>
    <message>
        <source>Larger: a night on a processor, well under an hour on a GPU.</source>
        <translation>Größer: eine Nacht auf dem Prozessor, deutlich unter einer Stunde auf einer GPU.</translation>
    </message>
    <message>
        <source>The most thorough one. Wants a GPU, and ImageNet weights to begin with.</source>
        <translation>Das gründlichste. Braucht eine GPU und ImageNet-Gewichte zum Anfang.</translation>
    </message>
    <message>
        <source>Learns from real clips alone, by blending its own fakes. Wants a GPU.</source>
        <translation>Lernt nur aus echten Clips, indem es eigene Fälschungen mischt. Braucht eine GPU.</translation>
    </message>
    <message>
        <source>Small, from real faces alone.</source>
        <translation>Klein, nur aus echten Gesichtern.</translation>
    </message>
    <message>
        <source>One of the seven networks of the seed&apos;s ensemble. Wants a GPU, and ImageNet weights to begin with.</source>
        <translation>Eines der sieben Netze des Ausgangs-Ensembles. Braucht eine GPU und ImageNet-Gewichte zum Anfang.</translation>
    </message>
</context>
<context>
    <name>TrainingRoom</name>
    <message>
        <source>Training &apos;{name}&apos;</source>
        <translation>Training &apos;{name}&apos;</translation>
    </message>
    <message>
        <source>Something is still being trained.</source>
        <translation>Etwas wird noch trainiert.</translation>
    </message>
    <message>
        <source>It can go on without the window; you find it here again at the next start. Or it saves its state and pauses.</source>
        <translation>Es kann ohne das Fenster weitergehen; beim nächsten Start finden Sie es hier wieder. Oder es speichert seinen Stand und hält an.</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Pause it</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Do not close</source>
        <translation>Nicht schließen</translation>
    </message>
    <message>
        <source>The training &apos;{name}&apos; has failed: {reason}</source>
        <translation>Das Training &apos;{name}&apos; ist gescheitert: {reason}</translation>
    </message>
    <message>
        <source>The training &apos;{name}&apos; has finished</source>
        <translation>Das Training &apos;{name}&apos; ist beendet</translation>
    </message>
    <message>
        <source>See the result</source>
        <translation>Zum Ergebnis</translation>
    </message>
    <message>
        <source>A training is set up half-way: {names}</source>
        <translation>Ein Training ist halb eingerichtet: {names}</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Position</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>More of the playback bar</source>
        <translation>Mehr von der Wiedergabeleiste</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>A first clip</source>
        <translation>Ein erster Clip</translation>
    </message>
    <message>
        <source>The sample comes with the program: one person, not manipulated.</source>
        <translation>Das Beispiel kommt mit dem Programm: eine Person, nicht manipuliert.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Every clip is a row</source>
        <translation>Jeder Clip ist eine Zeile</translation>
    </message>
    <message>
        <source>Drop clips and folders anywhere in the window. Finished ones are kept, and answer at once.</source>
        <translation>Clips und Ordner irgendwo im Fenster ablegen. Fertige bleiben erhalten und antworten sofort.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Words first, then numbers</source>
        <translation>Erst Worte, dann Zahlen</translation>
    </message>
    <message>
        <source>A score is a lead for examination, never proof. &quot;Inconclusive&quot; is an answer, too.</source>
        <translation>Ein Score ist ein Hinweis für die Untersuchung, nie ein Beweis. Auch &quot;Uneindeutig&quot; ist eine Antwort.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Anhaltspunkte</translation>
    </message>
    <message>
        <source>Frame, faces and chart on one clock</source>
        <translation>Bild, Gesichter und Diagramm auf einer Uhr</translation>
    </message>
    <message>
        <source>See in which frames which detector objects, and what it looked at.</source>
        <translation>Sehen, in welchen Bildern welcher Detektor etwas beanstandet und worauf er geachtet hat.</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Undo {what}</source>
        <translation>Rückgängig: {what}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo {what}</source>
        <translation>Wiederherstellen: {what}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>ValuesModel</name>
    <message>
        <source>Time in A</source>
        <translation>Zeit in A</translation>
    </message>
    <message>
        <source>Time in B</source>
        <translation>Zeit in B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>State of A</source>
        <translation>Zustand von A</translation>
    </message>
    <message>
        <source>State of B</source>
        <translation>Zustand von B</translation>
    </message>
    <message>
        <source>not sampled here</source>
        <translation>hier nicht untersucht</translation>
    </message>
    <message>
        <source>scored</source>
        <translation>bewertet</translation>
    </message>
</context>
<context>
    <name>ValuesTable</name>
    <message>
        <source>Scores of both clips as a table</source>
        <translation>Scores beider Clips als Tabelle</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Likely manipulated</source>
        <translation>Wahrscheinlich manipuliert</translation>
    </message>
    <message>
        <source>Likely authentic</source>
        <translation>Wahrscheinlich echt</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Uneindeutig</translation>
    </message>
    <message>
        <source>No result</source>
        <translation>Kein Ergebnis</translation>
    </message>
    <message>
        <source>The detectors saw strong signs of face manipulation in at least one person.</source>
        <translation>Die Detektoren sahen bei mindestens einer Person deutliche Zeichen einer Manipulation des Gesichts.</translation>
    </message>
    <message>
        <source>The detectors saw no sign of the kinds of face manipulation they know.</source>
        <translation>Die Detektoren sahen kein Zeichen der Arten von Gesichtsmanipulation, die sie kennen.</translation>
    </message>
    <message>
        <source>The score lies between the bands: it supports neither manipulated nor authentic.</source>
        <translation>Der Score liegt zwischen den Bereichen: Er spricht weder für manipuliert noch für echt.</translation>
    </message>
    <message>
        <source>Nothing could be judged. This says neither authentic nor manipulated.</source>
        <translation>Nichts ließ sich beurteilen. Das heißt weder echt noch manipuliert.</translation>
    </message>
    <message>
        <source>A score is the output of trained networks, a lead for examination and not proof.</source>
        <translation>Ein Score ist die Ausgabe trainierter Netze, ein Hinweis für die Untersuchung und kein Beweis.</translation>
    </message>
    <message>
        <source>Finding no sign of manipulation does not show that a clip is authentic: methods the detectors have not learnt may leave no trace they know.</source>
        <translation>Dass kein Zeichen einer Manipulation gefunden wurde, zeigt nicht, dass ein Clip echt ist: Methoden, die die Detektoren nicht gelernt haben, hinterlassen vielleicht keine Spur, die sie kennen.</translation>
    </message>
    <message>
        <source>Only faces are judged, only those large, sharp and frontal enough, and only in the sampled frames. Sound, text, background and context are not examined.</source>
        <translation>Nur Gesichter werden beurteilt, nur hinreichend große, scharfe und zugewandte, und nur in den untersuchten Bildern. Ton, Schrift, Hintergrund und Zusammenhang werden nicht untersucht.</translation>
    </message>
    <message>
        <source>Heavy compression, re-scaling, filters and re-filming raise the error rates in both directions.</source>
        <translation>Starke Kompression, Skalierung, Filter und Abfilmen erhöhen die Fehlerraten in beide Richtungen.</translation>
    </message>
    <message>
        <source>with error rates measured on people held out from training</source>
        <translation>mit Fehlerraten, gemessen an Personen, die vom Training ausgenommen waren</translation>
    </message>
    <message>
        <source>wide on purpose, because this ensemble was not calibrated</source>
        <translation>absichtlich weit, weil dieses Ensemble nicht kalibriert wurde</translation>
    </message>
    <message>
        <source>set by you in the settings</source>
        <translation>von Ihnen in den Einstellungen festgelegt</translation>
    </message>
    <message>
        <source>The bands of this ensemble are not known any more: it was changed or removed since.</source>
        <translation>Die Bereiche dieses Ensembles sind nicht mehr bekannt: Es wurde seitdem geändert oder entfernt.</translation>
    </message>
    <message>
        <source>Manipulated from {fake}, authentic up to {real}; {source}.</source>
        <translation>Manipuliert ab {fake}, echt bis {real}; {source}.</translation>
    </message>
    <message>
        <source>High confidence: the score lies deep in its band, and all detectors agree.</source>
        <translation>Hohe Sicherheit: Der Score liegt tief in seinem Bereich, und alle Detektoren sind sich einig.</translation>
    </message>
    <message>
        <source>Moderate confidence: near the edge of its band, or the detectors disagree or are of limited quality.</source>
        <translation>Mittlere Sicherheit: Der Score liegt nahe am Rand seines Bereichs, oder die Detektoren sind sich uneinig oder von begrenzter Güte.</translation>
    </message>
    <message>
        <source>Low confidence: the detectors&apos; own measured quality is too low, or was not measured.</source>
        <translation>Geringe Sicherheit: Die gemessene Güte der Detektoren selbst ist zu niedrig oder wurde nicht gemessen.</translation>
    </message>
    <message>
        <source>Low confidence: the score lies between the bands.</source>
        <translation>Geringe Sicherheit: Der Score liegt zwischen den Bereichen.</translation>
    </message>
    <message>
        <source>Low confidence: the bands of this ensemble were not measured.</source>
        <translation>Geringe Sicherheit: Die Bereiche dieses Ensembles wurden nicht gemessen.</translation>
    </message>
    <message>
        <source>Low confidence: nothing confirms this score.</source>
        <translation>Geringe Sicherheit: Nichts bestätigt diesen Score.</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>What this does not say</source>
        <translation>Was dies nicht sagt</translation>
    </message>
    <message>
        <source>How it was screened</source>
        <translation>Wie geprüft wurde</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Score {score} of 1</source>
        <translation>Score {score} von 1</translation>
    </message>
    <message>
        <source>No clip chosen</source>
        <translation>Kein Clip ausgewählt</translation>
    </message>
    <message>
        <source>Choose a screened clip to see its verdict.</source>
        <translation>Einen geprüften Clip auswählen, um sein Urteil zu sehen.</translation>
    </message>
    <message>
        <source>By the bands in your settings this would be: {verdict}. The record is not changed.</source>
        <translation>Nach den Bereichen in Ihren Einstellungen wäre dies: {verdict}. Die Aufzeichnung wird nicht geändert.</translation>
    </message>
    <message>
        <source>See whether another program plays the file, and whether it was copied whole.</source>
        <translation>Nachsehen, ob ein anderes Programm die Datei abspielt, und ob sie ganz kopiert wurde.</translation>
    </message>
    <message>
        <source>Then screen it again.</source>
        <translation>Dann noch einmal prüfen.</translation>
    </message>
    <message>
        <source>Look at the scores of its faces, or screen the video it was taken from.</source>
        <translation>Die Scores seiner Gesichter ansehen, oder das Video prüfen, aus dem es stammt.</translation>
    </message>
    <message>
        <source>If there are faces in it, screen it again with more frames (Settings, Screening).</source>
        <translation>Sind Gesichter darin, mit mehr Bildern noch einmal prüfen (Einstellungen, Prüfung).</translation>
    </message>
    <message>
        <source>If there are none, there is nothing for this program to judge.</source>
        <translation>Sind keine darin, gibt es für dieses Programm nichts zu beurteilen.</translation>
    </message>
    <message>
        <source>Look for a longer, larger or sharper copy of the clip.</source>
        <translation>Nach einer längeren, größeren oder schärferen Kopie des Clips suchen.</translation>
    </message>
    <message>
        <source>Screen it again with more frames (Settings, Screening).</source>
        <translation>Mit mehr Bildern noch einmal prüfen (Einstellungen, Prüfung).</translation>
    </message>
    <message>
        <source>Partial result: a part of the clip was not looked at.</source>
        <translation>Teilweises Ergebnis: Ein Teil des Clips wurde nicht angesehen.</translation>
    </message>
    <message>
        <source>{count} of {all} sampled frames could not be decoded.</source>
        <translation>{count} von {all} untersuchten Bildern ließen sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>Only {count} usable faces: a few more may change the verdict.</source>
        <translation>Nur {count} brauchbare Gesichter: Ein paar mehr können das Urteil ändern.</translation>
    </message>
    <message>
        <source>More than half of the faces were left out: {reasons}.</source>
        <translation>Mehr als die Hälfte der Gesichter wurde ausgelassen: {reasons}.</translation>
    </message>
    <message>
        <source>{part} of {all}</source>
        <translation>{part} von {all}</translation>
    </message>
    <message>
        <source>{all} sampled, {part} with a face</source>
        <translation>{all} untersucht, {part} mit einem Gesicht</translation>
    </message>
    <message>
        <source>Usable faces</source>
        <translation>Brauchbare Gesichter</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Screened</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Ensemble</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Detectors</source>
        <translation>Detektoren</translation>
    </message>
    <message>
        <source>Combined by</source>
        <translation>Verbunden durch</translation>
    </message>
    <message>
        <source>Frames asked for</source>
        <translation>Verlangte Bilder</translation>
    </message>
    <message>
        <source>Face detector</source>
        <translation>Gesichtssucher</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>File SHA-256</source>
        <translation>SHA-256 der Datei</translation>
    </message>
</context>
<context>
    <name>VerifyBox</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Check every frame</source>
        <translation>Jedes Bild nachprüfen</translation>
    </message>
    <message>
        <source>Find the clip...</source>
        <translation>Clip suchen...</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Check of the result</source>
        <translation>Nachprüfung des Ergebnisses</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Nachprüfung</translation>
    </message>
    <message>
        <source>Scoring frames again: {done} of {total}</source>
        <translation>Bilder werden neu bewertet: {done} von {total}</translation>
    </message>
    <message>
        <source>Hashing the clip...</source>
        <translation>Die Prüfsumme des Clips wird gebildet...</translation>
    </message>
    <message>
        <source>Starting the check...</source>
        <translation>Die Nachprüfung beginnt...</translation>
    </message>
    <message>
        <source>Confirmed: clip and detectors say the same again</source>
        <translation>Bestätigt: Clip und Detektoren sagen wieder dasselbe</translation>
    </message>
    <message>
        <source>Differs from the record</source>
        <translation>Weicht von der Aufzeichnung ab</translation>
    </message>
    <message>
        <source>Cannot be checked</source>
        <translation>Lässt sich nicht nachprüfen</translation>
    </message>
    <message>
        <source>The check was broken off.</source>
        <translation>Die Nachprüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>at most {difference} apart, {faces} faces</source>
        <translation>höchstens {difference} auseinander, {faces} Gesichter</translation>
    </message>
    <message>
        <source>Where is the clip?</source>
        <translation>Wo ist der Clip?</translation>
    </message>
</context>
<context>
    <name>WhoDecided</name>
    <message>
        <source>Score of each detector for each person</source>
        <translation>Score jedes Detektors für jede Person</translation>
    </message>
    <message>
        <source>Choose a screened clip.</source>
        <translation>Einen geprüften Clip auswählen.</translation>
    </message>
    <message>
        <source>There is no verdict, so nobody decided it.</source>
        <translation>Es gibt kein Urteil, darum hat es niemand entschieden.</translation>
    </message>
    <message>
        <source>The ensemble was changed since: what each detector did cannot be told any more.</source>
        <translation>Das Ensemble wurde seitdem geändert: Was jeder Detektor bewirkte, lässt sich nicht mehr sagen.</translation>
    </message>
    <message>
        <source>Only one detector was asked.</source>
        <translation>Nur ein Detektor wurde gefragt.</translation>
    </message>
    <message>
        <source>Nothing confirms it, and there is none to leave out.</source>
        <translation>Nichts bestätigt ihn, und es gibt keinen wegzulassen.</translation>
    </message>
    <message>
        <source>The bands are not known any more: compare the scores below.</source>
        <translation>Die Bereiche sind nicht mehr bekannt: die Scores unten vergleichen.</translation>
    </message>
    <message>
        <source>Leaving out any one detector would not change the verdict.</source>
        <translation>Irgendeinen Detektor wegzulassen würde das Urteil nicht ändern.</translation>
    </message>
    <message>
        <source>The verdict rests on {detector} alone.</source>
        <translation>Das Urteil beruht allein auf {detector}.</translation>
    </message>
    <message>
        <source>The verdict would be another without any one of these: {names}.</source>
        <translation>Ohne irgendeinen von diesen wäre das Urteil ein anderes: {names}.</translation>
    </message>
    <message>
        <source>All faces together decided.</source>
        <translation>Alle Gesichter zusammen haben entschieden.</translation>
    </message>
    <message>
        <source>{person} scores higher, in too few usable faces to decide alone.</source>
        <translation>{person} hat mehr, in zu wenigen brauchbaren Gesichtern, um allein zu entscheiden.</translation>
    </message>
    <message>
        <source>{person} decided.</source>
        <translation>{person} hat entschieden.</translation>
    </message>
    <message>
        <source>All faces</source>
        <translation>Alle Gesichter</translation>
    </message>
    <message>
        <source>Without it: {score}.</source>
        <translation>Ohne ihn: {score}.</translation>
    </message>
    <message>
        <source>Without it: {verdict}, {score}.</source>
        <translation>Ohne ihn: {verdict}, {score}.</translation>
    </message>
</context>
<context>
    <name>WhoDecidedModel</name>
    <message>
        <source>Detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>Ohne ihn</translation>
    </message>
    <message>
        <source>The clip&apos;s score, had this detector not been asked</source>
        <translation>Der Score des Clips, wäre dieser Detektor nicht gefragt worden</translation>
    </message>
    <message>
        <source>Who decided the verdict</source>
        <translation>Wer das Urteil entschied</translation>
    </message>
    <message>
        <source>All detectors</source>
        <translation>Alle Detektoren</translation>
    </message>
    <message>
        <source>Without {detector}, {person} would score {score}</source>
        <translation>Ohne {detector} hätte {person} den Score {score}</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>A training that has begun keeps its settings. &apos;New run with these settings&apos; begins another.</source>
        <translation>Ein Training, das begonnen hat, behält seine Einstellungen. &apos;Neuer Lauf mit diesen Einstellungen&apos; beginnt ein anderes.</translation>
    </message>
</context>
<context>
    <name>WizardFoot</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>WizardPage</name>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>WordsDelegate</name>
    <message>
        <source>no words</source>
        <translation>ohne Worte</translation>
    </message>
    <message>
        <source>Words of note {number}</source>
        <translation>Wortlaut der Notiz {number}</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>the engine does not work: {reason}</source>
        <translation>die Engine funktioniert nicht: {reason}</translation>
    </message>
</context>
</TS>
