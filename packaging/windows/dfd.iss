; Installer of the frozen folder for Windows, with Inno Setup 6.3 or newer:
;   iscc /DVersion=1.2.3 /DSource=build\windows\frozen\dfd /DIcon=build\windows\made\dfd.ico
;        /DOutput=build\windows\dist packaging\windows\dfd.iss
; Silent: dfd-1.2.3-windows-setup.exe /VERYSILENT /SUPPRESSMSGBOXES [/ALLUSERS] [/TASKS="path,video"]
; Silent uninstall keeps the user's data; unins000.exe /VERYSILENT /REMOVEDATA deletes it too.
#ifndef Version
  #error Version is missing: iscc /DVersion=...
#endif
#ifndef Source
  #error Source is missing: the frozen folder
#endif
#ifndef Output
  #define Output "."
#endif
#ifndef Icon
  #error Icon is missing: dfd.ico of the build
#endif

[Setup]
AppId={{6C0E3B52-7E0C-4F0B-9B9E-3B3D0F6A9D11}
AppName=DFD
AppVersion={#Version}
AppVerName=DFD {#Version}
AppPublisher=DFD
DefaultDirName={autopf}\DFD
DisableProgramGroupPage=yes
DisableDirPage=auto
; For the present user unless asked otherwise: no administrator is needed.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#Output}
OutputBaseFilename=dfd-{#Version}-windows-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\dfd-gui.exe
UninstallDisplayName=DFD
Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
LZMANumBlockThreads=4
WizardStyle=modern
ChangesAssociations=yes
ChangesEnvironment=yes
; A running window is asked to close, and started again afterwards.
CloseApplications=yes
RestartApplications=yes
#ifdef SignTool
SignTool={#SignTool}
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.ScreenWith=Screen with DFD
de.ScreenWith=Mit DFD prüfen
en.TaskVideo="Screen with DFD" in the menu of video files
de.TaskVideo=„Mit DFD prüfen“ im Menü von Videodateien
en.TaskPath=The command "dfd" in every command prompt
de.TaskPath=Den Befehl „dfd“ in jeder Eingabeaufforderung
en.RemoveData=Delete your detectors, results and settings, too?%n%n%1
de.RemoveData=Auch Ihre Detektoren, Ergebnisse und Einstellungen löschen?%n%n%1

[Tasks]
Name: "video"; Description: "{cm:TaskVideo}"
Name: "path"; Description: "{cm:TaskPath}"
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Modules of an earlier version would be found beside the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\DFD"; Filename: "{app}\dfd-gui.exe"; AppUserModelID: "org.dfd.desk"
Name: "{autodesktop}\DFD"; Filename: "{app}\dfd-gui.exe"; Tasks: desktop; AppUserModelID: "org.dfd.desk"

[Registry]
#define Program "Software\Classes\Applications\dfd-gui.exe"
Root: HKA; Subkey: "{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "DFD"; Flags: uninsdeletekey
Root: HKA; Subkey: "{#Program}\DefaultIcon"; ValueType: string; ValueData: "{app}\dfd-gui.exe,0"
Root: HKA; Subkey: "{#Program}\shell\open\command"; ValueType: string; ValueData: """{app}\dfd-gui.exe"" ""%1"""
#define Verb "Software\Classes\SystemFileAssociations\video\shell\ScreenWithDFD"
Root: HKA; Subkey: "{#Verb}"; ValueType: string; ValueData: "{cm:ScreenWith}"; Tasks: video; Flags: uninsdeletekey
Root: HKA; Subkey: "{#Verb}"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\dfd-gui.exe,0"; Tasks: video
Root: HKA; Subkey: "{#Verb}"; ValueType: string; ValueName: "MultiSelectModel"; ValueData: "Player"; Tasks: video
Root: HKA; Subkey: "{#Verb}\command"; ValueType: string; ValueData: """{app}\dfd-gui.exe"" ""%1"""; Tasks: video
; What the "Open with" list offers DFD for; nobody's present choice is changed.
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mp4"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".m4v"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mov"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mkv"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".webm"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".avi"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mpg"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mpeg"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".ts"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".m2ts"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".wmv"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".flv"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".3gp"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".mxf"; ValueData: ""
Root: HKA; Subkey: "{#Program}\SupportedTypes"; ValueType: string; ValueName: ".ogv"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\.mp4\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.m4v\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.mov\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.mkv\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.webm\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.avi\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.mpg\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.mpeg\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.ts\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.m2ts\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.wmv\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.flv\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.3gp\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.mxf\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video
Root: HKA; Subkey: "Software\Classes\.ogv\OpenWithList\dfd-gui.exe"; Flags: uninsdeletekey; Tasks: video

[Run]
Filename: "{app}\dfd-gui.exe"; Description: "{cm:LaunchProgram,DFD}"; Flags: nowait postinstall skipifsilent

[Code]
function Hive: Integer;
begin
  if IsAdminInstallMode then Result := HKEY_LOCAL_MACHINE else Result := HKEY_CURRENT_USER;
end;

function PathKey: String;
begin
  if IsAdminInstallMode then
    Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

{ The present PATH without our folder; nothing else of it is touched. }
function PathWithout(const Folder: String): String;
var
  Value: String;
begin
  if not RegQueryStringValue(Hive, PathKey, 'Path', Value) then Value := '';
  Value := ';' + Value + ';';
  StringChangeEx(Value, ';' + Folder + ';', ';', True);
  if Copy(Value, 1, 1) = ';' then Delete(Value, 1, 1);
  if Copy(Value, Length(Value), 1) = ';' then Delete(Value, Length(Value), 1);
  Result := Value;
end;

procedure SetPath(const Value: String);
begin
  RegWriteExpandStringValue(Hive, PathKey, 'Path', Value);
end;

procedure CurStepChanged(Step: TSetupStep);
var
  Others: String;
begin
  if (Step = ssPostInstall) and WizardIsTaskSelected('path') then begin
    Others := PathWithout(ExpandConstant('{app}'));
    if Others <> '' then Others := Others + ';';
    SetPath(Others + ExpandConstant('{app}'));
  end;
end;

function Asked(const Switch: String): Boolean;
var
  Number: Integer;
begin
  Result := False;
  for Number := 1 to ParamCount do
    if CompareText(ParamStr(Number), Switch) = 0 then Result := True;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Data: String;
begin
  if Step = usUninstall then SetPath(PathWithout(ExpandConstant('{app}')));
  if Step <> usPostUninstall then Exit;
  Data := ExpandConstant('{localappdata}\DFD');
  if not DirExists(Data) then Exit;
  { Results are a user's work: they stay unless the user says otherwise, and a silent removal says nothing. }
  if Asked('/REMOVEDATA') then
    DelTree(Data, True, True, True)
  else if not UninstallSilent then
    if MsgBox(FmtMessage(CustomMessage('RemoveData'), [Data]), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
      DelTree(Data, True, True, True);
end;
